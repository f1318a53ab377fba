/** Commit statuses on GitLab. */
@NullMarked
package io.commitstatus.gitlab;

import org.jspecify.annotations.NullMarked;
