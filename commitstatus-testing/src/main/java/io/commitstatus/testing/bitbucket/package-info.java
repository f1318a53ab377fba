/** Stand-ins for Bitbucket Cloud and Bitbucket Data Center. */
@NullMarked
package io.commitstatus.testing.bitbucket;

import org.jspecify.annotations.NullMarked;
