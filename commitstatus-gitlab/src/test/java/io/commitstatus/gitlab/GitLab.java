package io.commitstatus.gitlab;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.http.ApiClient;
import io.commitstatus.testing.ManualClock;
import io.commitstatus.testing.PublisherContexts;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;

/** What GitLab's tests begin with. */
final class GitLab {
    static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    static final String SHA = "a1afe267b54f38b46b487f6e938a6fd508278c07";
    static final String KEY = "kustomization/gitops-system/0c9c2e41";
    static final String TOKEN = "glpat-squeamish-ossifrage";

    private GitLab() {}

    static Provider provider(String address) {
        return Provider.builder("flux-system/forge")
                .type("gitlab")
                .address(address)
                .build();
    }

    static Provider provider(String address, String annotation, String value) {
        return provider(address).toBuilder().annotation(annotation, value).build();
    }

    static Destination destination(String address) {
        return destination(provider(address));
    }

    static Destination destination(Provider provider) {
        return new GitLabPublisher().destination(provider);
    }

    static Secret secret(Map<String, String> values) {
        return Secret.of(new NamespacedName("flux-system", "token"), values);
    }

    static PublisherSession session(ApiClient http, Clock clock) {
        return open("https://gitlab.com/My-Group/Sub/My.Project", Map.of("token", TOKEN), http, clock);
    }

    static PublisherSession open(String address, Map<String, String> secret, ApiClient http, Clock clock) {
        return destination(address).open(PublisherContexts.over(provider(address), secret(secret), http, clock));
    }

    /** Opens over the network. */
    static PublisherSession open(Provider provider, String token, Clock clock) {
        Destination destination = destination(provider);
        return destination.open(PublisherContexts.open(provider, secret(Map.of("token", token)), destination, clock));
    }

    static ManualClock clock() {
        return new ManualClock(NOW);
    }

    static CommitStatus status() {
        return CommitStatus.builder(SHA, KEY, CommitState.SUCCESS)
                .description("apply succeeded")
                .build();
    }

    static CommitStatus status(CommitState state) {
        return status().toBuilder().state(state).build();
    }
}
