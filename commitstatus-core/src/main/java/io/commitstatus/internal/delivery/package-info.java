/** From wanted to delivered: claims, attempts, and how they end. Not exported. */
@NullMarked
package io.commitstatus.internal.delivery;

import org.jspecify.annotations.NullMarked;
