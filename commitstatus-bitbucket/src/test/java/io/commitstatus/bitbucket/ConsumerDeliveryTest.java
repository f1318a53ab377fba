package io.commitstatus.bitbucket;

import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Secret;
import io.commitstatus.testing.bitbucket.StandInBitbucket;
import io.commitstatus.testing.forge.OAuthClient;
import io.commitstatus.testing.forge.StandIn;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The random run and the marked secrets with an OAuth consumer, whose tokens end while it goes on. */
class ConsumerDeliveryTest extends CloudDeliveryTest {
    private @Nullable OAuthClient consumer;

    /** What is the same without a consumer has its own, longer run. */
    @Override
    protected int steps() {
        return 200;
    }

    @Override
    protected StandIn startStandIn(Clock clock) {
        StandInBitbucket started = StandInBitbucket.start(clock);
        consumer = started.consumer("the-consumer");
        consumer.tokenLifetime(Duration.ofSeconds(10));
        return started;
    }

    /** Where the secret is marked, so is the token. */
    @Override
    protected Secret secret(NamespacedName name, String token) {
        if (consumer != null && token.startsWith("marked/")) {
            consumer.mints(token);
        }
        return Secret.of(name, Map.of(ConsumerTokens.ID, "the-consumer", ConsumerTokens.SECRET, token));
    }
}
