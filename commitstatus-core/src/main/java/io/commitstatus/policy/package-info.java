/** What you plug in: strategies, secrets, retries, listeners, and the outcomes that they are told. */
@NullMarked
package io.commitstatus.policy;

import org.jspecify.annotations.NullMarked;
