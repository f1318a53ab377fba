package io.commitstatus.conformance.delivery;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Configuration;
import io.commitstatus.ConfigurationReader;
import io.commitstatus.Receipt;
import io.commitstatus.Submission;
import io.commitstatus.Undelivered;
import io.commitstatus.conformance.foul.FoulPlay;
import io.commitstatus.conformance.foul.Seam;
import io.commitstatus.model.Alert;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Event;
import io.commitstatus.model.EventSource;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.outbox.Outbox;
import io.commitstatus.outbox.Row;
import io.commitstatus.outbox.RowState;
import io.commitstatus.policy.DeliveryListener;
import io.commitstatus.policy.DescriptionStrategy;
import io.commitstatus.policy.KeyStrategy;
import io.commitstatus.policy.RetryPolicy;
import io.commitstatus.policy.StateStrategy;
import io.commitstatus.policy.TargetUrlStrategy;
import io.commitstatus.spi.CommitStatusPublisher;
import io.commitstatus.testing.ManualClock;
import io.commitstatus.testing.forge.StandIn;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** One run of {@link DeliveryContract}: what happens, step by step, and what must have come of it. */
final class DeliveryRun implements AutoCloseable {
    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int COMMITS = 12;
    private static final int KEYS = 3;
    /** Ample for a stand-in on a busy machine: a request that it is slow with would look like two at a time. */
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);

    private static final int FOUL_PER_MILLE = 15;

    private final DeliveryContract contract;
    private final long seed;
    private final Chance chance;
    private final ManualClock clock = new ManualClock(START);
    private final FoulPlay foul;
    private final Clock foulClock;
    private final StandIn standIn;
    private final Faults faults;
    private final ExecutorService threads = Executors.newCachedThreadPool(it -> {
        Thread thread = new Thread(it, "delivery-run");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<NamespacedName, Secret> secrets = new ConcurrentHashMap<>();
    private final List<Provider> providers = new ArrayList<>();
    private final Provider moving;
    private final CommitStatusPublisher publisher;
    private final DeliveryModel model = new DeliveryModel();
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private CommitStatusRouter router;
    private Outbox outbox;
    private int tokens;
    private int restarts;
    private int steps;

    DeliveryRun(DeliveryContract contract, long seed) {
        this.contract = contract;
        this.seed = seed;
        this.chance = new Chance(seed);
        this.foul = new FoulPlay(new Random(seed));
        this.foulClock = foul.clock(clock);
        this.standIn = contract.startStandIn(clock);
        this.faults = new Faults(contract, standIn, clock, chance);
        for (String repository : contract.repositories()) {
            for (String copy : List.of("a", "b")) {
                providers.add(contract.provider(standIn, copy + providers.size(), repository)
                        .secretRef("token-" + copy)
                        .timeout(REQUEST_TIMEOUT)
                        .build());
            }
        }
        this.moving = movingTo(0);
        this.publisher = foul.publisher(contract.publisher().orElseGet(() -> installed(moving.type())));
        rotate("token-a");
        rotate("token-b");
        this.outbox = contract.openOutbox(foulClock);
        this.router = open(outbox);
        foul.sometimes(EnumSet.allOf(Seam.class), FOUL_PER_MILLE);
    }

    private static CommitStatusPublisher installed(String type) {
        return ServiceLoader.load(CommitStatusPublisher.class).stream()
                .map(Supplier::get)
                .filter(it -> it.type().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private Provider movingTo(int repository) {
        return contract.provider(standIn, "moving", contract.repositories().get(repository))
                .secretRef("token-a")
                .timeout(REQUEST_TIMEOUT)
                .build();
    }

    private CommitStatusRouter open(Outbox outbox) {
        DeliveryListener listener = new DeliveryListener() {
            @Override
            public void settled(Settled event) {
                told.add(event.subject().id());
            }
        };
        return CommitStatusRouter.builder(configuration(moving))
                .outbox(foul.outbox(outbox))
                .publisher(publisher)
                .secrets(foul.resolver(name -> Optional.ofNullable(secrets.get(name))))
                .addListener(foul.listener(listener))
                .executor(foul.executor(threads))
                .key(foul.keys(KeyStrategy.flux()))
                .state(foul.states(StateStrategy.flux()))
                .description(foul.description(DescriptionStrategy.message()))
                .targetUrl(foul.targetUrl(TargetUrlStrategy.none()))
                .retryPolicy(RetryPolicy.defaults().maxAge(Duration.ofDays(30)).deniedFor(Duration.ofHours(6)))
                .retention(Duration.ofDays(30))
                .rateLimits(moving.type())
                .allowPlainHttp(true)
                .clock(foulClock)
                .build();
    }

    private Configuration configuration(Provider moved) {
        Provider first = providers.get(0);
        ConfigurationReader reader = Configuration.reader();
        contract.publisher().ifPresent(reader::publisher);
        Configuration.Builder configuration = reader.builder()
                .put(moved)
                .put(Alert.builder(first.name().namespace() + "/all")
                        .provider(first.name().name())
                        .eventSource(EventSource.of("Kustomization", "*"))
                        .build());
        providers.forEach(configuration::put);
        return configuration.build();
    }

    private Configuration withOneSuspended() {
        return configuration(moving).toBuilder()
                .put(chance.one(providers).toBuilder().suspended(true).build())
                .build();
    }

    void steps(int count) {
        for (steps = 0; steps < count; steps++) {
            step(chance.below(100));
            pause(1);
        }
    }

    private void step(int dice) {
        if (dice < 45) {
            submit(chance.one(providers), "deploy/" + chance.below(KEYS));
        } else if (dice < 57) {
            route();
        } else if (dice < 60) {
            submitMoving();
        } else if (dice < 75) {
            faults.next();
        } else if (dice < 77) {
            contract.meanwhile(standIn, chance.random());
        } else if (dice < 94) {
            faults.advance(Duration.ofMillis(chance.below(20) == 0 ? 400_000 : chance.below(40_000)));
        } else if (dice < 95) {
            clock.advance(Duration.ofSeconds(-chance.below(100)));
        } else if (dice < 96) {
            attempt(() -> router.reconfigure(withOneSuspended()));
        } else if (dice < 97) {
            attempt(() -> router.reconfigure(configuration(movingTo(chance.below(2)))));
        } else if (dice < 98) {
            attempt(() -> router.reconfigure(configuration(moving)));
        } else if (dice < 99 && contract.rotatesTokens()) {
            rotate(chance.below(2) == 0 ? "token-a" : "token-b");
        } else {
            restart();
        }
    }

    /** What foreign code throws at the caller is the caller's to see; nothing has changed then. */
    private static void attempt(Runnable action) {
        try {
            action.run();
        } catch (Throwable e) {
            if (e instanceof AssertionError) {
                throw e;
            }
        }
    }

    private void submit(Provider provider, String key) {
        int number = model.next();
        Instant time = clock.instant().plusSeconds(chance.below(40) - 30L);
        CommitStatus status = CommitStatus.builder(commit(), key, chance.one(contract.states()))
                .description("status number " + number)
                .build();
        attempt(() ->
                accepted(router.submit(Submission.of(provider.name(), status).at(time)), time, number));
    }

    private void route() {
        int number = model.next();
        Instant time = clock.instant().plusSeconds(chance.below(40) - 30L);
        Event.Builder event = Event.builder(
                        "Kustomization", providers.get(0).name().namespace() + "/apps-" + chance.below(KEYS))
                .revision("main@sha1:" + commit())
                .timestamp(time);
        String message = "status number " + number;
        Event made = chance.below(2) == 0
                ? event.info("ReconciliationSucceeded", message).build()
                : event.error("BuildFailed", message).build();
        attempt(() -> accepted(router.route(made), time, number));
    }

    private void accepted(Receipt receipt, Instant time, int number) {
        receipt.sent().forEach(it -> model.accepted(it.key(), it.status(), time, number));
    }

    /** Its register depends on where its Provider points to, and what waits when it is moved is rejected: only the last counts. */
    private void submitMoving() {
        attempt(() -> router.submit(
                moving.name(),
                CommitStatus.builder(commit(), "moving", chance.one(contract.states()))
                        .description("moving " + model.next())
                        .build()));
    }

    private String commit() {
        return String.format("%040x", chance.below(COMMITS) + 1);
    }

    private void rotate(String name) {
        NamespacedName secret = new NamespacedName(providers.get(0).name().namespace(), name);
        secrets.put(secret, contract.secret(secret, "the-" + name + "-" + tokens++));
    }

    /** Only a durable outbox survives it. */
    private void restart() {
        if (outbox.durable()) {
            restarts++;
            foul.none();
            router.close(Duration.ofMillis(chance.below(50)));
            // A thread that closes behind must not keep the store from being opened.
            outbox.close();
            // What it was sending when it was stopped may still be at work at the host: no promise is made about that
            // moment.
            standIn.forge().awaitQuiet(PATIENCE);
            outbox = contract.openOutbox(foulClock);
            router = open(outbox);
            foul.sometimes(EnumSet.allOf(Seam.class), FOUL_PER_MILLE);
        }
    }

    /** Nothing fails any more, and time passes until nothing waits and nothing is looked at once more. */
    void quiet() {
        foul.none();
        faults.end();
        router.reconfigure(configuration(moving));
        long end = System.nanoTime() + PATIENCE.toNanos();
        int still = 0;
        while (still < 10) {
            if (System.nanoTime() > end) {
                List<Row> waiting = outbox.find(model.keys()).stream()
                        .filter(it -> it.state() == RowState.WAITING)
                        .toList();
                throw new AssertionError("still waiting at " + clock.instant() + ": " + router.backlog() + ", "
                        + router.health() + "; rows: " + waiting);
            }
            faults.advance(Duration.ofSeconds(30));
            pause(5);
            faults.end();
            awaitAttempts(end);
            boolean idle = router.backlog().waiting() == 0 && router.health().inFlight() == 0;
            still = idle ? still + 1 : 0;
        }
    }

    /** A clock that runs on would let every lease lapse on a machine that is slow with a request. */
    private void awaitAttempts(long end) {
        while (router.health().inFlight() > 0 && System.nanoTime() < end) {
            pause(1);
        }
    }

    /** Lets the workers go on, in real time, before the clock moves again. */
    private static void pause(int millis) {
        long end = System.nanoTime() + millis * 1_000_000L;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    void check() {
        List<Undelivered> givenUp = router.undelivered(1000).stream()
                .filter(it -> !it.outcome().detail().contains("now points to"))
                .toList();
        if (!givenUp.isEmpty()) {
            throw new AssertionError("given up: " + givenUp);
        }
        try {
            model.check(standIn, faults.lateDescriptions());
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "; rows: " + outbox.find(model.keys()), e);
        }
        if (standIn.forge().overlaps() > 0) {
            throw new AssertionError(standIn.forge().overlaps() + " requests overlapped with another of their key");
        }
        if (!router.health().isGood()) {
            throw new AssertionError("not well: " + router.health());
        }
        for (Row row : outbox.find(model.keys())) {
            if (!told.contains(row.id())) {
                throw new AssertionError("never told: " + row);
            }
        }
    }

    String summary() {
        return steps + " steps, " + model.accepted() + " statuses, " + faults.count() + " faults, thrown "
                + foul.thrown() + ", " + restarts + " restarts, "
                + standIn.forge().requestCount()
                + " requests; lost 0, stale 0, out of order 0, overlapping 0, leaked 0, untold 0, duplicated "
                + model.duplicates() + "; seed " + seed;
    }

    @Override
    public void close() {
        router.close(Duration.ofMillis(100));
        standIn.close();
        threads.shutdownNow();
    }
}
