package io.commitstatus.bitbucket;

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
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;

/** What Bitbucket Cloud's tests begin with. */
final class Cloud {
    static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    static final String SHA = "a1afe267b54f38b46b487f6e938a6fd508278c07";
    static final String KEY = "kustomization/gitops-system/0c9c2e41";
    /** Its SHA-1. */
    static final String VENDOR_KEY = "c99410a43c260fddd152a40c296bddfa0b8fd879";

    static final String TOKEN = "squeamish-ossifrage";

    private Cloud() {}

    static Provider provider(String address) {
        return Provider.builder("flux-system/forge")
                .type("bitbucket")
                .address(address)
                .build();
    }

    static Destination destination(String address) {
        return new BitbucketCloudPublisher().destination(provider(address));
    }

    static Secret secret(Map<String, String> values) {
        return Secret.of(new NamespacedName("flux-system", "token"), values);
    }

    static PublisherSession session(ApiClient http, Clock clock) {
        return open("https://bitbucket.org/My-Team/My.Repo", "dev@example.com:" + TOKEN, http, clock);
    }

    static PublisherSession open(String address, String token, ApiClient http, Clock clock) {
        return destination(address)
                .open(PublisherContexts.over(provider(address), secret(Map.of("token", token)), http, clock));
    }

    static ManualClock clock() {
        return new ManualClock(NOW);
    }

    static CommitStatus status() {
        return CommitStatus.builder(SHA, KEY, CommitState.SUCCESS)
                .description("apply succeeded")
                .targetUrl(URI.create("https://ci.example.com/1"))
                .build();
    }
}
