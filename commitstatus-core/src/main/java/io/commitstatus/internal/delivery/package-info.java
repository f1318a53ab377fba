/** From wanted to delivered: the registers, the workers, and what holds them back. Not exported. */
@NullMarked
package io.commitstatus.internal.delivery;

import org.jspecify.annotations.NullMarked;
