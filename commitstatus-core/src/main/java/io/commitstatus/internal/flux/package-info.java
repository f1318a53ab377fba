/** What Flux does by default: keys, states and words. */
@NullMarked
package io.commitstatus.internal.flux;

import org.jspecify.annotations.NullMarked;
