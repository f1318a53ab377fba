package io.commitstatus.conformance.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Configuration;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.policy.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** A router with the Providers p0, p1 and p2, which share the Secret {@code flux-system/token}, and what is logged of its end. */
public final class TokenEndRun implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger("io.commitstatus.internal.http.ExpiryWatches");

    private final List<String> warnings = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord logged) {
            synchronized (warnings) {
                warnings.add(logged.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private final CommitStatusRouter router;
    private int commits;

    /**
     * Starts the router.
     *
     * @param address that of a repository, by its name
     */
    public TokenEndRun(String type, UnaryOperator<String> address, String token, Clock clock) {
        Configuration.Builder configuration = Configuration.builder();
        for (int i = 0; i < 3; i++) {
            configuration.put(Provider.builder("flux-system/p" + i)
                    .type(type)
                    .address(address.apply("group/project" + i))
                    .secretRef("token")
                    .build());
        }
        configuration.put(Secret.of(NamespacedName.parse("flux-system/token"), Map.of("token", token)));
        router = CommitStatusRouter.builder(configuration.build())
                .allowPlainHttp(true)
                .clock(clock)
                .build();
        LOG.addHandler(handler);
    }

    /** Delivers a status by each of these Providers, one after the other. */
    public void deliver(String... providers) throws InterruptedException {
        for (String provider : providers) {
            CommitStatus status = CommitStatus.builder(String.format("%040x", ++commits), "deploy", CommitState.SUCCESS)
                    .build();
            Outcome outcome = router.submit("flux-system/" + provider, status)
                    .await(Duration.ofSeconds(60))
                    .outcome()
                    .orElseThrow();
            assertEquals(Outcome.Kind.DELIVERED, outcome.kind());
        }
    }

    /** {@return what was logged, in its order} */
    public List<String> warnings() {
        synchronized (warnings) {
            return List.copyOf(warnings);
        }
    }

    @Override
    public void close() {
        router.close();
        LOG.removeHandler(handler);
    }
}
