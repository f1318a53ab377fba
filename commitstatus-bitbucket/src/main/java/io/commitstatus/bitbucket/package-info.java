/** Commit statuses on Bitbucket Cloud and Bitbucket Data Center. */
@NullMarked
package io.commitstatus.bitbucket;

import org.jspecify.annotations.NullMarked;
