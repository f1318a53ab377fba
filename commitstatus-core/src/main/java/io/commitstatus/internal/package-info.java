/** Not exported. */
@NullMarked
package io.commitstatus.internal;

import org.jspecify.annotations.NullMarked;
