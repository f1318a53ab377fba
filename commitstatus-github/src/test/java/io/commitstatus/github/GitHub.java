package io.commitstatus.github;

import io.commitstatus.conformance.answers.Samples;
import io.commitstatus.model.Provider;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.http.ApiClient;
import io.commitstatus.testing.PublisherContexts;
import java.time.Clock;
import java.util.Map;

/** What GitHub's tests begin with. */
final class GitHub extends Samples {
    static final String TOKEN = "squeamish-ossifrage";
    private static final GitHubPublisher PUBLISHER = new GitHubPublisher();

    static Provider provider(String address) {
        return provider("github", address);
    }

    static Destination destination(String address) {
        return PUBLISHER.destination(provider(address));
    }

    static PublisherSession session(ApiClient http, Clock clock) {
        return open("https://github.com/My-Org/My.Repo", Map.of("token", TOKEN), http, clock);
    }

    static PublisherSession open(String address, Map<String, String> secret, ApiClient http, Clock clock) {
        return destination(address).open(PublisherContexts.over(provider(address), secret(secret), http, clock));
    }

    /** Opens over the network. */
    static PublisherSession open(Provider provider, Map<String, String> secret, Clock clock) {
        Destination destination = PUBLISHER.destination(provider);
        return destination.open(PublisherContexts.open(provider, secret(secret), destination, clock));
    }
}
