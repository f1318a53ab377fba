package io.commitstatus.testing;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Configuration;
import io.commitstatus.Receipt;
import io.commitstatus.RetryPolicy;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.spi.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/** One run of {@link DeliveryContract}: what happens, step by step, and what must have come of it. */
final class DeliveryRun implements AutoCloseable {
    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int COMMITS = 12;
    private static final int KEYS = 3;
    /** Each takes real time, until the request's deadline. */
    private static final int MOST_TIMEOUTS = 6;
    /** Ample for a stand-in on a busy machine: a request that it is slow with would look like two at a time. */
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(2);

    private final DeliveryContract contract;
    private final long seed;
    private final Random random;
    private final ManualClock clock = new ManualClock(START);
    private final StandIn standIn;
    private final Map<NamespacedName, Secret> secrets = new ConcurrentHashMap<>();
    private final List<Provider> providers = new ArrayList<>();
    private final DeliveryModel model = new DeliveryModel();
    private CommitStatusRouter router;
    private Outbox outbox;
    private int tokens;
    private int timeouts;
    private int faults;
    private int restarts;
    private int steps;

    DeliveryRun(DeliveryContract contract, long seed) {
        this.contract = contract;
        this.seed = seed;
        this.random = new Random(seed);
        this.standIn = contract.startStandIn(clock);
        for (String repository : contract.repositories()) {
            for (String copy : List.of("a", "b")) {
                providers.add(contract.provider(standIn, copy + providers.size(), repository)
                        .secretRef("token-" + copy)
                        .timeout(REQUEST_TIMEOUT)
                        .build());
            }
        }
        rotate("token-a");
        rotate("token-b");
        this.outbox = contract.openOutbox(clock);
        this.router = open(outbox);
    }

    private CommitStatusRouter open(Outbox outbox) {
        return CommitStatusRouter.builder(configuration(false))
                .outbox(outbox)
                .secrets(name -> Optional.ofNullable(secrets.get(name)))
                .retryPolicy(RetryPolicy.defaults().maxAge(Duration.ofDays(30)))
                .retention(Duration.ofDays(30))
                .pace(providers.get(0).type())
                .allowPlainHttp(true)
                .clock(clock)
                .build();
    }

    private Configuration configuration(boolean oneSuspended) {
        Configuration.Builder configuration = Configuration.builder();
        providers.forEach(configuration::put);
        if (oneSuspended) {
            configuration.put(one(providers).toBuilder().suspended(true).build());
        }
        return configuration.build();
    }

    void steps(int count) {
        for (steps = 0; steps < count; steps++) {
            int dice = random.nextInt(100);
            if (dice < 60) {
                submit();
            } else if (dice < 75) {
                fault();
            } else if (dice < 77) {
                contract.meanwhile(standIn, random);
            } else if (dice < 96) {
                clock.advance(Duration.ofMillis(random.nextInt(20) == 0 ? 400_000 : random.nextInt(40_000)));
            } else if (dice < 97) {
                clock.advance(Duration.ofSeconds(-random.nextInt(100)));
            } else if (dice < 98) {
                router.reconfigure(configuration(random.nextBoolean()));
            } else if (dice < 99 && contract.rotatesTokens()) {
                rotate(random.nextBoolean() ? "token-a" : "token-b");
            } else {
                restart();
            }
            pause();
        }
    }

    private void submit() {
        Provider provider = one(providers);
        int number = model.next();
        Instant time = clock.instant().plusSeconds(random.nextInt(40) - 30);
        CommitStatus status = CommitStatus.builder(
                        String.format("%040x", random.nextInt(COMMITS) + 1),
                        "deploy/" + random.nextInt(KEYS),
                        one(contract.states()))
                .description("status number " + number)
                .build();
        Receipt receipt = router.submit(provider.name().toString(), status, time);
        Receipt.Entry entry = receipt.entries().get(0);
        if (entry.accepted()) {
            model.accepted(entry.key().orElseThrow(), status, time, number);
        }
    }

    private void fault() {
        List<Fault> all = new ArrayList<>(List.of(
                Fault.reset(),
                Fault.lostAnswer(),
                Fault.lostAnswer(),
                Fault.halfSent(),
                Fault.empty(502),
                Fault.garbage(503),
                Fault.huge(500),
                Fault.answer(429, Map.of("Retry-After", "7"), "{\"message\":\"slow down\"}"),
                Fault.answer(503, Map.of("Retry-After", "3"), "<html>maintenance</html>"),
                Fault.answer(401, "{\"message\":\"Bad credentials\"}")));
        all.addAll(contract.faults());
        if (timeouts < MOST_TIMEOUTS) {
            all.add(Fault.timeout());
            all.add(Fault.trickle(Duration.ofMillis(50)));
        }
        if (standIn.forge().faultsLeft() > 3) {
            return;
        }
        Fault fault = one(all);
        if (fault.toString().equals("timeout") || fault.toString().equals("trickle")) {
            timeouts++;
        }
        faults++;
        standIn.forge().next(fault);
    }

    private void rotate(String name) {
        NamespacedName secret = new NamespacedName(providers.get(0).name().namespace(), name);
        secrets.put(secret, contract.secret(secret, "the-" + name + "-" + tokens++));
    }

    /** Only a durable outbox survives it. */
    private void restart() {
        if (outbox.durable()) {
            restarts++;
            router.close(Duration.ofMillis(random.nextInt(50)));
            outbox = contract.openOutbox(clock);
            router = open(outbox);
        }
    }

    /** Nothing fails any more, and time passes until nothing waits. */
    void quiet() {
        standIn.forge().clearFaults();
        router.reconfigure(configuration(false));
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (router.backlog().waiting() > 0) {
            if (System.nanoTime() > end) {
                throw new AssertionError("still waiting: " + router.backlog());
            }
            clock.advance(Duration.ofSeconds(30));
            pause();
        }
    }

    /** Lets the workers go on, in real time, before the clock moves again. */
    private static void pause() {
        long end = System.nanoTime() + 5_000_000;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    void check() {
        if (!router.undelivered(10).isEmpty()) {
            throw new AssertionError("given up: " + router.undelivered(10));
        }
        model.check(standIn);
        if (standIn.forge().overlaps() > 0) {
            throw new AssertionError(standIn.forge().overlaps() + " requests overlapped with another of their key");
        }
    }

    String summary() {
        return steps + " steps, " + model.accepted() + " statuses, " + faults + " faults, " + restarts + " restarts, "
                + standIn.forge().requestCount() + " requests; lost 0, out of order 0, overlapping 0, duplicated "
                + model.duplicates() + "; seed " + seed;
    }

    private <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    @Override
    public void close() {
        router.close(Duration.ofMillis(100));
        standIn.close();
    }
}
