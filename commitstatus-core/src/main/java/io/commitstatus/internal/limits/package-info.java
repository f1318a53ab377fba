/** What limits requests: slots, holds and rate limits. */
@NullMarked
package io.commitstatus.internal.limits;

import org.jspecify.annotations.NullMarked;
