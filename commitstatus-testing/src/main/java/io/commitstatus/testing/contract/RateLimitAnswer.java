package io.commitstatus.testing.contract;

import io.commitstatus.testing.forge.ForgeResponse;
import java.time.Duration;

/**
 * An answer that asks for a wait, in a vendor's own way.
 *
 * @param response the answer
 * @param after how long it asks for, by the contract's clock
 * @since 0.1
 */
public record RateLimitAnswer(ForgeResponse response, Duration after) {}
