package io.commitstatus.bitbucket;

import io.commitstatus.conformance.answers.Samples;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Provider;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.http.ApiClient;
import io.commitstatus.testing.PublisherContexts;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** What Bitbucket Cloud's tests begin with. */
final class Cloud extends Samples {
    /** The SHA-1 of the key. */
    static final String VENDOR_KEY = "c99410a43c260fddd152a40c296bddfa0b8fd879";

    static final String TOKEN = "squeamish-ossifrage";
    private static final BitbucketCloudPublisher PUBLISHER = new BitbucketCloudPublisher();

    static Provider provider(String address) {
        return provider("bitbucket", address);
    }

    static Destination destination(String address) {
        return PUBLISHER.destination(provider(address));
    }

    static PublisherSession session(ApiClient http, Clock clock) {
        return open("https://bitbucket.org/My-Team/My.Repo", Map.of("token", "dev@example.com:" + TOKEN), http, clock);
    }

    static PublisherSession open(String address, Map<String, String> secret, ApiClient http, Clock clock) {
        return destination(address).open(PublisherContexts.over(provider(address), secret(secret), http, clock));
    }

    /** Opens over the network. */
    static PublisherSession open(Provider provider, Map<String, String> secret, Clock clock) {
        Destination destination = PUBLISHER.destination(provider);
        return destination.open(PublisherContexts.open(provider, secret(secret), destination, clock));
    }

    public static CommitStatus status() {
        return status(CommitState.SUCCESS);
    }

    /** With a target URL, which Bitbucket requires. */
    public static CommitStatus status(CommitState state) {
        return Samples.status(state).toBuilder()
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
