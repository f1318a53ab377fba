/** Where the statuses of a Provider go. */
@NullMarked
package io.commitstatus.internal.targets;

import org.jspecify.annotations.NullMarked;
