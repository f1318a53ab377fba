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
import java.util.HashMap;
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
        return open("https://bitbucket.org/My-Team/My.Repo", Map.of("token", "dev@example.com:" + TOKEN), http, clock);
    }

    static PublisherSession open(String address, Map<String, String> secret, ApiClient http, Clock clock) {
        return destination(address).open(PublisherContexts.over(provider(address), secret(secret), http, clock));
    }

    static ManualClock clock() {
        return new ManualClock(NOW);
    }

    static CommitStatus status() {
        return status(CommitState.SUCCESS);
    }

    static CommitStatus status(CommitState state) {
        return CommitStatus.builder(SHA, KEY, state)
                .description("apply succeeded")
                .targetUrl(URI.create("https://ci.example.com/1"))
                .build();
    }

    /** That status as it is sent, and the rest of the members, names and values in turn. */
    static Map<String, Object> body(String state, String... more) {
        Map<String, Object> body = new HashMap<>(Map.of(
                "key", VENDOR_KEY,
                "state", state,
                "url", "https://ci.example.com/1",
                "name", KEY,
                "description", "apply succeeded"));
        for (int i = 0; i < more.length; i += 2) {
            body.put(more[i], more[i + 1]);
        }
        return body;
    }
}
