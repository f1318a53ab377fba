package io.commitstatus.conformance.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Configuration;
import io.commitstatus.Receipt;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Provider;
import io.commitstatus.policy.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** Providers p0, p1, … that share the Secret {@code flux-system/token}, and statuses for them. */
public final class Sharing {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final AtomicInteger COMMITS = new AtomicInteger();

    private Sharing() {}

    /** {@return a configuration of these Providers, without the Secret} */
    public static Configuration.Builder providers(String type, int count, IntFunction<String> address) {
        Configuration.Builder configuration = Configuration.builder();
        for (int i = 0; i < count; i++) {
            configuration.put(Provider.builder("flux-system/p" + i)
                    .type(type)
                    .address(address.apply(i))
                    .secretRef("token")
                    .build());
        }
        return configuration;
    }

    /** Submits a status of a commit of its own. */
    public static Receipt submit(CommitStatusRouter router, String provider) {
        String commit = String.format("%040x", COMMITS.incrementAndGet());
        CommitStatus status =
                CommitStatus.builder(commit, "deploy", CommitState.SUCCESS).build();
        return router.submit("flux-system/" + provider, status);
    }

    /** Asserts that a status is delivered within a minute. */
    public static void delivered(Receipt receipt) throws InterruptedException {
        assertEquals(
                Outcome.Kind.DELIVERED,
                receipt.await(SOON).outcome().orElseThrow().kind());
    }

    /** Submits statuses to so many Providers in turn, and asserts that all are delivered. */
    public static void deliver(CommitStatusRouter router, int providers, int statuses) throws InterruptedException {
        List<Receipt> receipts = new ArrayList<>();
        for (int i = 0; i < statuses; i++) {
            receipts.add(submit(router, "p" + i % providers));
        }
        for (Receipt receipt : receipts) {
            delivered(receipt);
        }
    }
}
