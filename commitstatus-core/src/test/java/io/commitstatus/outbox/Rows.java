package io.commitstatus.outbox;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.DeliveryKey;
import io.commitstatus.model.NamespacedName;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/** Rows for tests of the rules. */
final class Rows {
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    static final Duration LEASE = Duration.ofMinutes(1);
    static final NamespacedName PROVIDER = NamespacedName.parse("team-a/github");
    static final CommitStatus A = status("a");
    static final CommitStatus B = status("b");
    static final CommitStatus C = status("c");

    private static final String SHA = "5394cb7f48332b2de7c17dd8b8384bbc84b7e738";

    private Rows() {}

    static DeliveryKey key(String namespace, String repository, String key) {
        return new DeliveryKey("github", URI.create("https://api.example.com"), namespace, repository, SHA, key);
    }

    static CommitStatus status(String description) {
        return CommitStatus.builder(SHA, "key", CommitState.SUCCESS)
                .description(description)
                .build();
    }

    static Wanted wanted(CommitStatus status, Instant at) {
        return Wanted.of("id-" + status.description() + "-" + at, key("team-a", "o/r", "key"), PROVIDER, status)
                .at(at);
    }

    static OutboxTime time(Instant now) {
        return new OutboxTime(now, now);
    }
}
