package io.commitstatus.conformance.delivery;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Configuration;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Secret;
import java.time.Clock;
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

    /**
     * Starts the router.
     *
     * @param address that of a repository, by its name
     */
    public TokenEndRun(String type, UnaryOperator<String> address, String token, Clock clock) {
        Configuration.Builder configuration = Sharing.providers(type, 3, i -> address.apply("group/project" + i));
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
            Sharing.delivered(Sharing.submit(router, provider));
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
