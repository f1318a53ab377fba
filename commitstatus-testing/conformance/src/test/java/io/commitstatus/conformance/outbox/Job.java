package io.commitstatus.conformance.outbox;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Configuration;
import io.commitstatus.conformance.engine.HostPublisher;
import io.commitstatus.model.Alert;
import io.commitstatus.model.Event;
import io.commitstatus.model.EventSource;
import io.commitstatus.model.Provider;
import io.commitstatus.outbox.Outbox;
import io.commitstatus.policy.DeliveryListener;
import io.commitstatus.policy.SecretResolver;
import java.time.Duration;
import java.time.Instant;

/**
 * One event of a test's load, numbered in the order of its time.
 *
 * @param number which
 * @param commit on which commit
 * @param object of which object
 */
record Job(int number, int commit, int object) {
    static final String REPOSITORY = "org/app";

    private static final Instant BEGIN = Instant.parse("2026-05-01T12:00:00Z");
    /** Short, since a lease is twice that and half a minute. */
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    /** A router that a load can be given to. */
    static CommitStatusRouter router(String name, String url, Outbox outbox, DeliveryListener listener) {
        Configuration configuration = Configuration.reader()
                .publisher(new HostPublisher())
                .builder()
                .put(Provider.builder("flux-system/host")
                        .type("host")
                        .address(url + "/" + REPOSITORY)
                        .secretRef("token")
                        .timeout(TIMEOUT)
                        .build())
                .put(Alert.builder("flux-system/apps")
                        .provider("host")
                        .eventSource(EventSource.of("Kustomization", "*"))
                        .build())
                .build();
        return CommitStatusRouter.builder(configuration)
                .publisher(new HostPublisher())
                .addListener(listener)
                .name(name)
                .secrets(SecretResolver.token("flux-system/token", "a-token"))
                .allowPlainHttp(true)
                .outbox(outbox)
                .build();
    }

    static Job parse(String line) {
        String[] parts = line.split(" ", 3);
        return new Job(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }

    /** The number in a status's description. */
    static int number(DeliveryListener.Settled event) {
        String text = event.subject().status().description();
        return Integer.parseInt(text.substring(text.indexOf(' ') + 1));
    }

    String line() {
        return number + " " + commit + " " + object;
    }

    Event event() {
        return Event.builder("Kustomization", "flux-system/app-" + object)
                .revision("main@sha1:" + sha())
                .info("ReconciliationSucceeded", "event " + number)
                .timestamp(BEGIN.plusMillis(number))
                .build();
    }

    String sha() {
        return String.format("%040x", commit + 1);
    }

    /** What tells the registers apart, and begins their vendor keys. */
    String register() {
        return sha() + " kustomization/app-" + object + "/";
    }
}
