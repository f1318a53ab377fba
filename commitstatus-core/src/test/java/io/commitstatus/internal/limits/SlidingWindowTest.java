package io.commitstatus.internal.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.spi.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SlidingWindowTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void noWindowHoldsMoreThanItPermits() {
        RateLimit limit = new RateLimit(37, Duration.ofSeconds(60));
        SlidingWindow window = new SlidingWindow(limit);
        Random random = new Random(1);
        List<Instant> sent = new ArrayList<>();
        Instant now = NOW;
        for (int i = 0; i < 5_000; i++) {
            now = now.plusMillis(random.nextInt(1_500));
            Instant begin = now.minus(limit.window());
            long used = sent.stream().filter(it -> it.isAfter(begin)).count();
            assertThat(window.permits(now, Integer.MAX_VALUE)).isEqualTo((int) (37 - used));
            if (window.untilPermit(now).isZero()) {
                assertThat(used).isLessThan(37);
                window.take(now);
                sent.add(now);
            } else {
                assertThat(used).isEqualTo(37);
                assertThat(now.plus(window.untilPermit(now)))
                        .isEqualTo(sent.get(sent.size() - 37).plus(limit.window()));
            }
        }
    }
}
