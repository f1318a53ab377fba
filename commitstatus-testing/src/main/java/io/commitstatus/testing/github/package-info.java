/** A stand-in for GitHub. */
@NullMarked
package io.commitstatus.testing.github;

import org.jspecify.annotations.NullMarked;
