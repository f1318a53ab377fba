package io.commitstatus.gitlab;

import io.commitstatus.conformance.answers.Samples;
import io.commitstatus.model.Provider;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.http.ApiClient;
import io.commitstatus.testing.PublisherContexts;
import java.time.Clock;
import java.util.Map;

/** What GitLab's tests begin with. */
final class GitLab extends Samples {
    static final String TOKEN = "glpat-squeamish-ossifrage";
    private static final GitLabPublisher PUBLISHER = new GitLabPublisher();

    static Provider provider(String address) {
        return provider("gitlab", address);
    }

    static Provider provider(String address, String annotation, String value) {
        return provider(address).toBuilder().annotation(annotation, value).build();
    }

    static Destination destination(String address) {
        return destination(provider(address));
    }

    static Destination destination(Provider provider) {
        return PUBLISHER.destination(provider);
    }

    static PublisherSession session(ApiClient http, Clock clock) {
        return open("https://gitlab.com/My-Group/Sub/My.Project", Map.of("token", TOKEN), http, clock);
    }

    static PublisherSession open(String address, Map<String, String> secret, ApiClient http, Clock clock) {
        return destination(address).open(PublisherContexts.over(provider(address), secret(secret), http, clock));
    }

    /** Opens over the network. */
    static PublisherSession open(Provider provider, String token, Clock clock) {
        Destination destination = PUBLISHER.destination(provider);
        return destination.open(PublisherContexts.open(provider, secret(Map.of("token", token)), destination, clock));
    }
}
