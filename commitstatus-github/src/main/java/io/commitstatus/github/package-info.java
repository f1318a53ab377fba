/** Commit statuses on GitHub. */
@NullMarked
package io.commitstatus.github;

import org.jspecify.annotations.NullMarked;
