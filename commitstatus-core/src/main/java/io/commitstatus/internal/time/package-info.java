/** Helpers for time. */
@NullMarked
package io.commitstatus.internal.time;

import org.jspecify.annotations.NullMarked;
