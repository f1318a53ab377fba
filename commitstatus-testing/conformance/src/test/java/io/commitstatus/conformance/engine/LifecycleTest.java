package io.commitstatus.conformance.engine;

import static io.commitstatus.conformance.engine.Fixture.SOON;
import static io.commitstatus.conformance.engine.Fixture.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.Configuration;
import io.commitstatus.Receipt;
import io.commitstatus.model.Alert;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.ConfigurationException;
import io.commitstatus.model.EventSource;
import io.commitstatus.model.OutboxFullException;
import io.commitstatus.model.Provider;
import io.commitstatus.outbox.MemoryOutbox;
import io.commitstatus.policy.DeliveryListener;
import io.commitstatus.policy.Outcome;
import io.commitstatus.testing.forge.Fault;
import io.commitstatus.testing.forge.RequestGate;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class LifecycleTest {
    private static final String PROVIDER = "flux-system/main";

    @Test
    void whatWaitsForAProviderThatIsPointedElsewhereIsRejectedSayingSo() throws Exception {
        try (Fixture f = new Fixture(it -> it.retryPolicy(Fixture.RETRIES))) {
            f.host.forge().next(Fault.answer(502, "x"));
            Receipt receipt = f.router.submit(PROVIDER, status(1, "k", CommitState.SUCCESS, "x"));
            f.awaitAttempts(1);
            f.router.reconfigure(
                    Fixture.configuration(f.provider("main", "org/moved").build()));
            f.clock.advance(Duration.ofSeconds(1));

            assertThat(Fixture.outcome(receipt)).isEqualTo(Outcome.Kind.REJECTED);
            assertThat(receipt.outcome().orElseThrow().detail())
                    .contains("org/moved")
                    .contains("org/repo");
            assertThat(f.host.forge().requestCount()).isEqualTo(1);
        }
    }

    @Test
    void whatWaitsForARemovedOrSuspendedProviderIsDeliveredWhenItIsBack() throws Exception {
        try (Fixture f = new Fixture(it -> it.retryPolicy(Fixture.RETRIES))) {
            f.host.forge().next(Fault.answer(502, "x"));
            Receipt receipt = f.router.submit(PROVIDER, status(1, "k", CommitState.SUCCESS, "x"));
            f.awaitAttempts(1);
            f.router.reconfigure(
                    Fixture.configuration(f.provider().suspended(true).build()));
            f.clock.advance(Duration.ofMinutes(1));
            f.router.reconfigure(Fixture.configuration());
            f.clock.advance(Duration.ofMinutes(1));
            assertThat(f.host.forge().requestCount()).isEqualTo(1);

            f.router.reconfigure(Fixture.configuration(f.provider().build()));

            assertThat(Fixture.outcome(receipt)).isEqualTo(Outcome.Kind.DELIVERED);
        }
    }

    @Test
    void whatWaitsForARemovedProviderExpiresAndSaysSo() throws Exception {
        try (Fixture f = new Fixture(it -> it.retryPolicy(Fixture.RETRIES))) {
            f.host.forge().next(Fault.answer(502, "x"));
            Receipt receipt = f.router.submit(PROVIDER, status(1, "k", CommitState.SUCCESS, "x"));
            f.awaitAttempts(1);
            f.router.reconfigure(Fixture.configuration());
            f.clock.advance(Duration.ofHours(25));

            assertThat(Fixture.outcome(receipt)).isEqualTo(Outcome.Kind.EXPIRED);
            assertThat(receipt.outcome().orElseThrow().detail()).contains("not active");
        }
    }

    @Test
    void aConfigurationThatCannotBeUsedLeavesTheOldOneInForce() throws Exception {
        try (Fixture f = new Fixture()) {
            Provider broken = f.provider("broken", "not-a-repository").build();
            assertThatThrownBy(() -> f.router.reconfigure(Fixture.configuration(broken)))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("flux-system/broken")
                    .hasMessageContaining("spec.address");

            assertThat(Fixture.outcome(f.router.submit(PROVIDER, status(1, "k", CommitState.SUCCESS, "x"))))
                    .isEqualTo(Outcome.Kind.DELIVERED);
        }
    }

    @Test
    void closingDeliversWhatWaitsInMemory() throws Exception {
        Fixture f = new Fixture();
        try (RequestGate gate = f.host.forge().hold()) {
            Receipt first = f.router.submit(PROVIDER, status(1, "k", CommitState.SUCCESS, "x"));
            gate.awaitArrivals(1, SOON);
            Receipt second = f.router.submit(PROVIDER, status(1, "k", CommitState.FAILURE, "y"));
            Thread closing = new Thread(() -> f.router.close(SOON));
            closing.start();
            gate.open();
            closing.join();

            assertThat(Fixture.outcome(first)).isEqualTo(Outcome.Kind.DELIVERED);
            assertThat(Fixture.outcome(second)).isEqualTo(Outcome.Kind.DELIVERED);
            assertThatThrownBy(() -> f.router.submit(PROVIDER, status(2, "k", CommitState.SUCCESS, "x")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("closed");
        } finally {
            f.close();
        }
    }

    @Test
    void whatIsStillWaitingInMemoryWhenTheTimeIsUpIsAbandoned() throws Exception {
        Fixture f = new Fixture();
        f.host.forge().next(Fault.answer(502, "x"));
        Receipt receipt = f.router.submit(PROVIDER, status(1, "k", CommitState.SUCCESS, "x"));
        f.awaitAttempts(1);
        f.close();

        assertThat(Fixture.outcome(receipt)).isEqualTo(Outcome.Kind.ABANDONED);
        assertThat(f.listener.settled())
                .singleElement()
                .satisfies(it -> assertThat(it.outcome().kind()).isEqualTo(Outcome.Kind.ABANDONED));
    }

    @Test
    void anOutboxThatIsFullRefusesAndHasTakenNothing() throws Exception {
        try (Fixture f = new Fixture();
                RequestGate gate = f.host.forge().hold()) {
            try (Fixture small = new Fixture(f, it -> it.outbox(MemoryOutbox.of(2, f.clock)))) {
                Receipt first = small.router.submit(PROVIDER, status(1, "k", CommitState.SUCCESS, "x"));
                small.router.submit(PROVIDER, status(2, "k", CommitState.SUCCESS, "x"));
                assertThatThrownBy(() -> small.router.submit(PROVIDER, status(3, "k", CommitState.SUCCESS, "x")))
                        .isInstanceOf(OutboxFullException.class)
                        .hasMessageContaining("2 keys");
                gate.open();
                Fixture.outcome(first);
                assertThat(Fixture.outcome(small.router.submit(PROVIDER, status(3, "k", CommitState.SUCCESS, "x"))))
                        .isEqualTo(Outcome.Kind.DELIVERED);
            }
        }
    }

    @Test
    void aListenerThatThrowsHarmsNothing() throws Exception {
        DeliveryListener broken = new DeliveryListener() {
            @Override
            public void accepted(Accepted event) {
                throw new IllegalStateException("accepted");
            }

            @Override
            public void settled(Settled event) {
                throw new IllegalStateException("settled");
            }
        };
        try (Fixture f = new Fixture(it -> it.addListener(broken))) {
            assertThat(Fixture.outcome(f.router.submit(PROVIDER, status(1, "k", CommitState.SUCCESS, "x"))))
                    .isEqualTo(Outcome.Kind.DELIVERED);
        }
    }

    @Test
    void workersAreDaemonsNamedAfterTheRouterAndAGivenExecutorIsLeftRunning() throws Exception {
        Set<String> names = ConcurrentHashMap.newKeySet();
        DeliveryListener noting = new DeliveryListener() {
            @Override
            public void settled(Settled event) {
                names.add((Thread.currentThread().isDaemon() ? "daemon " : "")
                        + Thread.currentThread().getName());
            }
        };
        try (Fixture f = new Fixture(it -> it.name("blue").addListener(noting))) {
            Fixture.outcome(f.router.submit(PROVIDER, status(1, "k", CommitState.SUCCESS, "x")));
            f.awaitTrue(() -> !names.isEmpty());
            assertThat(names).containsExactly("daemon commitstatus-blue-1");
        }
        ExecutorService own = Executors.newSingleThreadExecutor(it -> {
            Thread thread = new Thread(it, "mine");
            thread.setDaemon(false);
            return thread;
        });
        try {
            names.clear();
            try (Fixture f = new Fixture(it -> it.executor(own).addListener(noting))) {
                Fixture.outcome(f.router.submit(PROVIDER, status(1, "k", CommitState.SUCCESS, "x")));
                f.awaitTrue(() -> !names.isEmpty());
                assertThat(names).containsExactly("mine");
            }
            assertThat(own.isShutdown()).isFalse();
        } finally {
            own.shutdownNow();
        }
    }

    @Test
    void theSameIdStandsInReceiptAndListener() throws Exception {
        try (Fixture f = new Fixture()) {
            Receipt receipt = f.router.submit(PROVIDER, status(1, "k", CommitState.SUCCESS, "x"));
            String id = receipt.sent().get(0).id();
            assertThat(f.listener.awaitSettled(id, SOON).outcome().kind()).isEqualTo(Outcome.Kind.DELIVERED);
            assertThat(f.listener.accepted())
                    .singleElement()
                    .satisfies(it -> assertThat(it.subject().id()).isEqualTo(id));
        }
    }

    @Test
    void anAlertThatAsksForLabelsIsAProblemUnlessSomebodyCanTellThem() throws Exception {
        try (Fixture f = new Fixture();
                Fixture knowing = new Fixture(f, it -> it.objectLabels(object -> Optional.of(Map.of("team", "a"))))) {
            Configuration asking = Fixture.configuration(f.provider().build()).toBuilder()
                    .put(Alert.builder("flux-system/main")
                            .provider("main")
                            .eventSource(EventSource.of("Kustomization", "*").matchingLabels(Map.of("team", "a")))
                            .build())
                    .build();
            assertThatThrownBy(() -> f.router.reconfigure(asking))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("Alert flux-system/main: spec.eventSources[0].matchLabels");

            knowing.router.reconfigure(asking);
            assertThat(Fixture.outcome(knowing.router.route(f.event("apps", 1, 0))))
                    .isEqualTo(Outcome.Kind.DELIVERED);
        }
    }

    @Test
    void explainingSpendsNoWarning() throws Exception {
        try (Fixture f = new Fixture(it -> it.key(context -> "one-for-all"))) {
            Fixture.outcome(f.router.route(f.event("apps", 1, 0)));
            for (int i = 0; i < 2; i++) {
                assertThat(f.router.explain(f.event("shop", 1, 1)).get(0).notes())
                        .noneMatch(it -> it.contains("overwrite"));
            }
            assertThat(f.router.route(f.event("shop", 1, 1)).sent().get(0).notes())
                    .anyMatch(it -> it.contains("Kustomization/flux-system/shop and Kustomization/flux-system/apps"
                            + " have the same key on this commit"));
            assertThat(f.router.route(f.event("apps", 1, 2)).sent().get(0).notes())
                    .noneMatch(it -> it.contains("overwrite"));
        }
    }
}
