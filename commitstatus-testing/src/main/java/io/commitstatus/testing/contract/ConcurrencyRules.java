package io.commitstatus.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.DeliveryKey;
import io.commitstatus.outbox.Claim;
import io.commitstatus.outbox.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** O19: four writers and four claimers at once. */
class ConcurrencyRules extends OutboxRules {
    private static final int THREADS = 4;
    private static final int KEYS = 12;
    private static final int PUTS = 1200;
    private static final long SEED = 20260501;

    private final Map<DeliveryKey, String> vendor = new ConcurrentHashMap<>();
    private final Set<DeliveryKey> claimed = ConcurrentHashMap.newKeySet();
    private final AtomicInteger twice = new AtomicInteger();
    private final AtomicInteger writing = new AtomicInteger();

    ConcurrencyRules(OutboxContract contract) {
        super(contract);
    }

    @Test
    void o19_withFourWritersAndFourClaimersEveryKeyEndsWithItsNewest() throws Exception {
        List<Wanted> events = events();
        Map<DeliveryKey, Wanted> newest = new HashMap<>();
        events.forEach(it -> newest.merge(it.key(), it, ConcurrencyRules::later));
        Collections.shuffle(events, new Random(SEED));

        ExecutorService threads = Executors.newFixedThreadPool(2 * THREADS);
        try {
            writing.set(THREADS);
            List<Future<?>> work = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                List<Wanted> share = events.subList(i * PUTS / THREADS, (i + 1) * PUTS / THREADS);
                Random chance = new Random(SEED + i);
                work.add(threads.submit(() -> write(share)));
                work.add(threads.submit(() -> deliverAll(chance)));
            }
            for (Future<?> each : work) {
                each.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(twice).as("keys that were claimed twice at once").hasValue(0);
        Map<DeliveryKey, String> expected = new HashMap<>();
        newest.forEach((key, wanted) -> expected.put(key, wanted.status().description()));
        assertThat(vendor).as("seed %s", SEED).isEqualTo(expected);
        assertThat(outbox().size().waiting()).isZero();
    }

    /** Of distinct times, so that there is one newest event of each key, whatever the order of acceptance. */
    private List<Wanted> events() {
        Random random = new Random(SEED);
        Instant begin = second(0);
        List<Wanted> events = new ArrayList<>();
        for (int i = 0; i < PUTS; i++) {
            DeliveryKey key = key("org/app-" + random.nextInt(3), "k" + random.nextInt(KEYS));
            CommitState state = random.nextInt(3) == 0 ? CommitState.PENDING : CommitState.SUCCESS;
            events.add(wanted(key, state, "event " + i, begin.plusMillis(i)));
        }
        return events;
    }

    private static Wanted later(Wanted one, Wanted other) {
        return other.eventTime().orElseThrow().isAfter(one.eventTime().orElseThrow()) ? other : one;
    }

    private void write(List<Wanted> share) {
        try {
            share.forEach(it -> outbox().put(List.of(it)));
        } finally {
            writing.decrementAndGet();
        }
    }

    private void deliverAll(Random chance) {
        while (!Thread.currentThread().isInterrupted()) {
            boolean wereWriting = writing.get() > 0;
            List<Claim> claims = claim(3);
            claims.forEach(it -> deliver(it, chance));
            if (claims.isEmpty()) {
                if (!wereWriting && outbox().size().waiting() == 0) {
                    return;
                }
                Thread.onSpinWait();
            }
        }
    }

    private void deliver(Claim claim, Random chance) {
        DeliveryKey key = claim.row().key();
        if (!claimed.add(key)) {
            twice.incrementAndGet();
        }
        boolean arrives = chance.nextInt(10) > 0;
        if (arrives) {
            vendor.put(key, claim.row().status().description());
        }
        claimed.remove(key);
        boolean known = chance.nextInt(10) > 0;
        settle(claim, arrives && known ? delivered() : retry(Duration.ZERO, "no answer", true, true));
    }
}
