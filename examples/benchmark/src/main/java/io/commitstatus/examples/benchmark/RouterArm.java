package io.commitstatus.examples.benchmark;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Configuration;
import io.commitstatus.Receipt;
import io.commitstatus.model.Alert;
import io.commitstatus.model.Event;
import io.commitstatus.model.EventSource;
import io.commitstatus.model.Provider;
import io.commitstatus.outbox.Outbox;
import io.commitstatus.policy.DeliveryListener;
import io.commitstatus.policy.SecretResolver;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/** This library: a few threads route events, never further ahead than by a few times what may be under way. */
final class RouterArm implements Arm {
    private static final int CALLERS = IN_FLIGHT;
    private static final int AHEAD = 4 * IN_FLIGHT;

    private final Arm callers = new BlockingArm(CALLERS, this::route);
    private final Semaphore ahead = new Semaphore(AHEAD);
    private final Outbox outbox;
    private final CommitStatusRouter router;
    private volatile String trouble = "";

    RouterArm(URI api, Outbox outbox) {
        this(api, outbox, 1);
    }

    /** With so many Alerts, of which one is for what happens here. */
    RouterArm(URI api, Outbox outbox, int alerts) {
        this.outbox = outbox;
        this.router = CommitStatusRouter.builder(configuration(api, alerts))
                .secrets(SecretResolver.token("flux-system/token", "a-token"))
                .outbox(outbox)
                .addListener(new DeliveryListener() {
                    @Override
                    public void settled(Settled event) {
                        if (!event.outcome().isGood()) {
                            trouble = event.outcome().toString();
                        }
                        ahead.release();
                    }
                })
                .maxConcurrentPerHost(IN_FLIGHT)
                .allowPlainHttp(true) // the stand-in has no certificate
                .build();
    }

    private static Configuration configuration(URI api, int alerts) {
        Configuration.Builder configuration = Configuration.builder()
                .put(Provider.builder("flux-system/github")
                        .type("github")
                        .address("https://github.com/org/app")
                        .annotation(Provider.API_URL, api.toString())
                        .secretRef("token")
                        .build());
        for (int i = 0; i < alerts; i++) {
            configuration.put(Alert.builder("flux-system/github-" + i)
                    .provider("github")
                    .eventSource(EventSource.of("Kustomization", i == 0 ? "deploy" : "other-" + i))
                    .build());
        }
        return configuration.build();
    }

    static Event event(long number) {
        return Event.builder("Kustomization", "flux-system/deploy")
                .revision("main@sha1:" + Arm.commit(number))
                .info("ReconciliationSucceeded", "Applied revision")
                .build();
    }

    @Override
    public long send(Work work) throws Exception {
        long sent = callers.send(work);
        ahead.acquire(AHEAD);
        ahead.release(AHEAD);
        if (!trouble.isEmpty()) {
            throw new IllegalStateException(trouble);
        }
        return sent;
    }

    private Receipt route(long number) throws InterruptedException {
        ahead.acquire();
        Receipt receipt = router.route(event(number));
        if (!receipt.accepted()) {
            throw new IllegalStateException(receipt.toString());
        }
        return receipt;
    }

    @Override
    public void send(long number) throws InterruptedException {
        route(number).await(Duration.ofSeconds(30));
    }

    @Override
    public void close() {
        callers.close();
        router.close();
        outbox.close();
    }
}
