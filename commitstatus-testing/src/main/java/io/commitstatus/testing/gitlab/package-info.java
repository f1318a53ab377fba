/** A stand-in for GitLab. */
@NullMarked
package io.commitstatus.testing.gitlab;

import org.jspecify.annotations.NullMarked;
