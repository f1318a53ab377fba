package io.commitstatus.conformance.delivery;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Configuration;
import io.commitstatus.ConfigurationReader;
import io.commitstatus.Explanation;
import io.commitstatus.Receipt;
import io.commitstatus.RouterBuilder;
import io.commitstatus.model.Alert;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Event;
import io.commitstatus.model.EventSource;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.policy.RetryPolicy;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.testing.ManualClock;
import io.commitstatus.testing.MarkedSecret;
import io.commitstatus.testing.RecordingListener;
import io.commitstatus.testing.forge.FakeForge;
import io.commitstatus.testing.forge.Fault;
import io.commitstatus.testing.forge.ForgeRequest;
import io.commitstatus.testing.forge.ForgeResponse;
import io.commitstatus.testing.forge.StandIn;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Has a vendor answer with everything that can go wrong while it repeats the credentials in every form, and searches all that
 * anybody gets to see.
 */
final class SecretsRun implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final NamespacedName NAME = NamespacedName.parse("flux-system/credentials");

    private final MarkedSecret mark = MarkedSecret.of("credentials");
    private final List<String> seen = new ArrayList<>();
    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-20T12:00:00Z"));
    private final RecordingListener listener = new RecordingListener();
    private final LogKeeper logs = new LogKeeper();
    private final StandIn standIn;
    private final FakeForge elsewhere = FakeForge.start(request -> ForgeResponse.json(201, Map.of()));
    private final Secret secret;
    private final CommitStatusRouter router;

    SecretsRun(DeliveryContract contract) {
        standIn = contract.startStandIn(clock);
        secret = contract.secret(NAME, mark.value());
        Provider provider = contract.provider(
                        standIn, "marked", contract.repositories().get(0))
                .secretRef(NAME.name())
                .timeout(Duration.ofSeconds(1))
                .build();
        ConfigurationReader reader = Configuration.reader();
        contract.publisher().ifPresent(reader::publisher);
        Configuration configuration = reader.builder()
                .put(provider)
                .put(secret)
                .put(Alert.builder(NAME.namespace() + "/all")
                        .provider("marked")
                        .eventSource(EventSource.of("Kustomization", "*"))
                        .build())
                .build();
        RouterBuilder builder = CommitStatusRouter.builder(configuration);
        contract.publisher().ifPresent(builder::publisher);
        router = builder.secrets(name -> Optional.of(secret))
                .addListener(listener)
                .retryPolicy(RetryPolicy.defaults().jitter(0))
                .rateLimits(provider.type())
                .allowPlainHttp(true)
                .clock(clock)
                .build();
        see(configuration, provider, secret, router);
    }

    void run() throws InterruptedException {
        explain();
        int commit = 0;
        for (Fault fault : faults()) {
            standIn.forge().next(fault);
            CommitStatus status = CommitStatus.builder(String.format("%040x", ++commit), "k", CommitState.SUCCESS)
                    .build();
            int attempts = listener.attempted().size();
            Receipt receipt = router.submit("flux-system/marked", status);
            see(receipt);
            listener.awaitAttempts(attempts + 1, SOON);
            see(receipt, receipt.entries(), router.undelivered(10), router.backlog());
            // A hold must not keep the next fault's status from being sent.
            for (int i = 0; i < 20 && !receipt.settled(); i++) {
                clock.advance(Duration.ofMinutes(6));
                receipt.await(Duration.ofMillis(200));
            }
            see(receipt);
        }
        router.close(Duration.ofMillis(100));
        see(listener.accepted(), listener.attempted(), listener.settled(), listener.held());
    }

    void check() {
        seen.addAll(logs.seen());
        if (seen.stream().noneMatch(it -> it.contains("attempted"))) {
            throw new AssertionError("nothing was logged: put slf4j-jdk14 on the test class path");
        }
        seen.forEach(mark::assertNotIn);
        for (ForgeRequest request : elsewhere.requests()) {
            throw new AssertionError("another origin was sent " + request.method() + " " + request.path());
        }
    }

    private void explain() {
        Event event = Event.builder("Kustomization", "flux-system/apps")
                .revision("main@sha1:" + "1".repeat(40))
                .info("ReconciliationSucceeded", "done")
                .build();
        for (Explanation explanation : router.explain(event)) {
            see(explanation, explanation.status(), explanation.request());
        }
    }

    private List<Fault> faults() {
        String value = mark.value();
        byte[] basic = ("user:" + value).getBytes(StandardCharsets.UTF_8);
        String all = value + " " + ApiRequest.encode(value) + " "
                + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)) + " "
                + Base64.getEncoder().encodeToString(basic);
        String other = elsewhere.url() + "/?token=" + ApiRequest.encode(value);
        List<Fault> faults = new ArrayList<>();
        for (int status : new int[] {400, 401, 403, 404, 409, 410, 422, 429, 500, 503}) {
            faults.add(Fault.answer(status, "{\"message\":\"" + all + "\",\"error\":\"" + all + "\"}"));
            faults.add(Fault.answer(status, all));
        }
        for (int status : new int[] {301, 302, 303, 307, 308}) {
            faults.add(Fault.redirect(status, other));
        }
        faults.add(Fault.answer(429, Map.of("Retry-After", all), all));
        faults.add(Fault.reset());
        faults.add(Fault.halfSent());
        faults.add(Fault.garbage(500));
        faults.add(Fault.huge(500));
        faults.add(Fault.timeout());
        return faults;
    }

    private void see(Object... things) {
        Arrays.stream(things).map(String::valueOf).forEach(seen::add);
    }

    @Override
    public void close() {
        logs.close();
        router.close(Duration.ZERO);
        standIn.close();
        elsewhere.close();
    }

    /** Keeps all that is logged, by whomever, at every level. */
    private static final class LogKeeper extends Handler {
        private final Logger root = Logger.getLogger("");
        private final Level before = root.getLevel();
        private final List<String> kept = new ArrayList<>();

        LogKeeper() {
            setLevel(Level.ALL);
            root.addHandler(this);
            root.setLevel(Level.ALL);
        }

        synchronized List<String> seen() {
            return List.copyOf(kept);
        }

        @Override
        public synchronized void publish(LogRecord record) {
            StringWriter text = new StringWriter();
            text.append(record.getLoggerName()).append(' ').append(String.valueOf(record.getMessage()));
            text.append(Arrays.toString(record.getParameters()));
            if (record.getThrown() != null) {
                record.getThrown().printStackTrace(new PrintWriter(text));
            }
            kept.add(text.toString());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            root.removeHandler(this);
            root.setLevel(before);
        }
    }
}
