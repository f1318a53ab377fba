package io.commitstatus.internal.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.internal.limits.Slots.Ending;
import io.commitstatus.internal.limits.Slots.Slot;
import io.commitstatus.internal.targets.DeliveryTarget;
import io.commitstatus.model.DeliveryKey;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.PublisherContext;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.StatusLimits;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SlotsTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Slots slots = new Slots(16, 4, nanos::get);
    private int keys;

    @Test
    void aHostThatAnswersHasFourSlots() {
        slots.release(take("a"), Ending.ANSWERED);
        assertThat(fill("a")).isEqualTo(4);
    }

    @Test
    void aHostThatTimedOutHasOneUntilItAnswers() {
        slots.release(take("a"), Ending.TIMED_OUT);
        List<Slot> taken = new ArrayList<>();
        assertThat(fill("a", taken)).isEqualTo(1);
        assertThat(slots.hanging()).containsExactly("https://a.example.com");
        slots.release(taken.get(0), Ending.ANSWERED);
        assertThat(slots.hanging()).isEmpty();
        assertThat(fill("a")).isEqualTo(4);
    }

    @Test
    void allThatHangTogetherHaveAQuarter() {
        for (int i = 0; i < 10; i++) {
            slots.release(take("h" + i), Ending.TIMED_OUT);
        }
        int taken = 0;
        for (int i = 0; i < 10; i++) {
            taken += fill("h" + i);
        }
        assertThat(taken).isEqualTo(4);
    }

    @Test
    void slowAttemptsMakeRoomForOthers() {
        for (int i = 0; i < 16; i++) {
            take("h" + i);
        }
        assertThat(slots.free()).isZero();
        assertThat(slots.untilFree()).contains(java.time.Duration.ofMillis(Slots.SLOW_MILLIS));
        nanos.addAndGet(Slots.SLOW_MILLIS * 1_000_000L);
        assertThat(slots.free()).isEqualTo(16);
    }

    @Test
    void whileHalfIsTakenAnUnknownHostHasOne() {
        for (int i = 0; i < 8; i++) {
            take("h" + i);
        }
        assertThat(fill("new")).isEqualTo(1);
    }

    @Test
    void anAttemptThatAskedNothingSaysNothingOfItsHost() {
        slots.release(take("a"), Ending.TIMED_OUT);
        slots.release(take("a"), Ending.NOT_ASKED);
        assertThat(slots.hanging()).hasSize(1);
    }

    private int fill(String host) {
        return fill(host, new ArrayList<>());
    }

    private int fill(String host, List<Slot> taken) {
        while (slots.free() > 0 && slots.free("https://" + host + ".example.com", Map.of()) > 0) {
            taken.add(take(host));
        }
        return taken.size();
    }

    private Slot take(String host) {
        DeliveryTarget target = target(host);
        return slots.take(
                new DeliveryKey(
                        "t", target.api(), "team", "o/r", "5394cb7f48332b2de7c17dd8b8384bbc84b7e738", "k" + keys++),
                target);
    }

    private static DeliveryTarget target(String host) {
        Provider provider = Provider.builder("team/" + host).type("t").build();
        Destination destination = new Destination() {
            @Override
            public URI api() {
                return URI.create("https://" + host + ".example.com");
            }

            @Override
            public String repository() {
                return "o/r";
            }

            @Override
            public StatusLimits limits() {
                return StatusLimits.builder().build();
            }

            @Override
            public Optional<URI> commitPage(String commit) {
                return Optional.empty();
            }

            @Override
            public PublisherSession open(PublisherContext context) {
                throw new AssertionError("nothing is sent");
            }
        };
        assertThat(NamespacedName.parse("team/" + host)).isEqualTo(provider.name());
        return DeliveryTarget.of(provider, "t", destination, Destination::rateLimits);
    }
}
