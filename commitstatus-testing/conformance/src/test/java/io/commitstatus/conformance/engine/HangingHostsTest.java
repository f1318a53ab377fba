package io.commitstatus.conformance.engine;

import static io.commitstatus.conformance.engine.Fixture.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Configuration;
import io.commitstatus.Receipt;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.policy.Outcome;
import io.commitstatus.policy.SecretResolver;
import io.commitstatus.testing.forge.RequestGate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Git hosts that take connections and never answer keep nobody else waiting, however many they are. */
class HangingHostsTest {
    private static final int REPOSITORIES = 50;
    /** Longer than the test may take: nothing is freed by an answer. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final SecretResolver SECRETS = name -> Optional.of(Secret.of(name, Map.of("token", "a-token")));

    @ParameterizedTest
    @ValueSource(ints = {4, 24})
    void aStatusElsewhereIsDeliveredAtOnce(int hosts) throws Exception {
        List<AutoCloseable> open = new ArrayList<>();
        Configuration.Builder configuration =
                Configuration.reader().publisher(new HostPublisher()).builder();
        List<String> hanging = new ArrayList<>();
        try (Host good = Host.start()) {
            for (int i = 0; i < hosts; i++) {
                Host host = Host.start();
                RequestGate gate = host.forge().hold();
                open.add(gate);
                open.add(host);
                for (int j = 0; j < REPOSITORIES; j++) {
                    String name = "h" + i + "-" + j;
                    configuration.put(provider(host, "team-" + i, name, "org/" + name));
                    hanging.add("team-" + i + "/" + name);
                }
            }
            configuration.put(provider(good, "good", "good", "org/good"));
            try (CommitStatusRouter router = CommitStatusRouter.builder(configuration.build())
                    .secrets(SECRETS)
                    .publisher(new HostPublisher())
                    .allowPlainHttp(true)
                    .build()) {
                hanging.forEach(it -> router.submit(it, status(1, "k", CommitState.SUCCESS, "x")));
                for (int i = 0; i < 5; i++) {
                    long begun = System.nanoTime();
                    Receipt receipt = router.submit("good/good", status(i, "k", CommitState.SUCCESS, "x"));
                    assertThat(receipt.await(TIMEOUT.dividedBy(2))
                                    .outcome()
                                    .orElseThrow()
                                    .kind())
                            .isEqualTo(Outcome.Kind.DELIVERED);
                    // Far below the time that a hanging request takes, with room for a busy machine.
                    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(TIMEOUT.dividedBy(4));
                }
                router.close(Duration.ofMillis(200));
            }
        } finally {
            for (AutoCloseable it : open) {
                it.close();
            }
        }
    }

    private static Provider provider(Host host, String namespace, String name, String repository) {
        return Provider.builder(namespace + "/" + name)
                .type("host")
                .address(host.url() + "/" + repository)
                .secretRef("token")
                .timeout(TIMEOUT)
                .build();
    }
}
