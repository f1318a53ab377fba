/** The engine as its users see it, on a Git host of its own, so that no vendor is needed to test it. */
@NullMarked
package io.commitstatus.conformance.engine;

import org.jspecify.annotations.NullMarked;
