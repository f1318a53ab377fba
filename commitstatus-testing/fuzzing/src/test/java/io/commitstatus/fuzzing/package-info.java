/** Hostile input, and what must hold whatever it is. */
@NullMarked
package io.commitstatus.fuzzing;

import org.jspecify.annotations.NullMarked;
