package io.commitstatus.testing.outbox;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.spi.DeliveryKey;
import io.commitstatus.spi.Outbox.ClaimRequest;
import io.commitstatus.spi.Outbox.Wanted;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;

/** Statuses to put. */
final class Statuses {
    private static final NamespacedName PROVIDER = NamespacedName.parse("flux-system/github");
    private static final String COMMIT = "0123456789".repeat(4);

    private Statuses() {}

    static DeliveryKey key(String key) {
        return new DeliveryKey("github", URI.create("https://api.github.com"), "org/app", COMMIT, key);
    }

    static Wanted wanted(String key) {
        return wanted(key, CommitStatus.success(COMMIT, "k", "done"));
    }

    static Wanted wanted(String key, CommitStatus status) {
        return new Wanted(UUID.randomUUID().toString(), key(key), PROVIDER, status, null);
    }

    static CommitStatus full() {
        return CommitStatus.builder(COMMIT, "deploy/prod", CommitState.PENDING)
                .name("Deployment \"prod\"")
                .description("läuft \u0000 \ud83d\ude80")
                .targetUrl(URI.create("https://ci.example.com/1?a=b"))
                .ref("main")
                .group("summary")
                .build();
    }

    static ClaimRequest upTo(int max) {
        return new ClaimRequest(Set.of(PROVIDER), max, Duration.ofMinutes(1), row -> true);
    }
}
