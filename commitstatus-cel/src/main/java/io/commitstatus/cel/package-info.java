/**
 * Status keys computed by a Provider's CEL expression, {@code spec.commitStatusExpr}, as Flux computes them. To have it on the
 * class path is all that is needed.
 *
 * <p>CEL is evaluated by {@code dev.cel:cel}. Project Nessie's {@code cel-core} is half its size and evaluates faster, but knows no
 * optional values, sets and encoders, and so not every expression that Flux does.
 */
@NullMarked
package io.commitstatus.cel;

import org.jspecify.annotations.NullMarked;
