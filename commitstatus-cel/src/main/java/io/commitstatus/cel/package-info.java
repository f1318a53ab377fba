/**
 * Status keys computed by a Provider's CEL expression, {@code spec.commitStatusExpr}, as Flux computes them. To have it on the
 * class path is all that is needed.
 */
@NullMarked
package io.commitstatus.cel;

import org.jspecify.annotations.NullMarked;
