/** Foreign code that throws: every seam of the library, wrapped. */
@NullMarked
package io.commitstatus.conformance.foul;

import org.jspecify.annotations.NullMarked;
