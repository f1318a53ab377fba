package io.commitstatus.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.model.CommitState;
import io.commitstatus.spi.DeliveryKey;
import io.commitstatus.spi.Outbox.Claim;
import io.commitstatus.spi.Outbox.ClaimRequest;
import io.commitstatus.spi.Outbox.Row;
import io.commitstatus.spi.Outbox.Settled;
import io.commitstatus.spi.Outbox.Wanted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** O9 to O11: which rows a claim leases, and to whom. */
abstract class OutboxClaims extends OutboxPuts {
    private static final DeliveryKey KEY = key("deploy/prod");

    /** For subclasses. */
    OutboxClaims() {}

    @Test
    void o09_aClaimMarksItsRowInDoubt() {
        put(success(KEY, "one", second(1)));
        Claim claim = claimOne();

        assertThat(claim.row().doubt()).isFalse();
        assertThat(claim.takenOver()).isFalse();
        assertThat(claim.leaseEnd()).isAfter(outbox().now());
        assertThat(look(KEY).doubt()).isTrue();
    }

    @Test
    void o09_noKeyIsClaimedTwice() {
        put(success(KEY, "one", second(1)));
        claimOne();
        assertThat(claim(10)).isEmpty();
        put(wanted(KEY, CommitState.FAILURE, "two", second(2)));
        assertThat(claim(10)).isEmpty();
    }

    @Test
    void o09_onlyRowsOfTheNamedProvidersAreClaimed() {
        Wanted mine = success(key("mine"), "mine", second(1));
        put(mine);
        put(new Wanted(
                "id-other", key("others"), OTHER_PROVIDER, status(key("others"), CommitState.SUCCESS, ""), second(1)));

        assertThat(claim(10)).extracting(it -> it.row().key()).containsExactly(mine.key());
        assertThat(outbox().claim(new ClaimRequest(Set.of(), 10, LEASE, row -> true)))
                .isEmpty();
    }

    @Test
    void o09_noMoreThanAskedForAreClaimed() {
        for (int i = 0; i < 5; i++) {
            put(success(key("k" + i), "", second(i)));
        }
        assertThat(claim(2)).hasSize(2);
        assertThat(claim(2)).hasSize(2);
        assertThat(claim(2)).hasSize(1);
    }

    @Test
    void o09_onlyAdmittedRowsAreClaimed() {
        for (int i = 0; i < 5; i++) {
            put(success(key("k" + i), "", second(i)));
        }
        AtomicInteger room = new AtomicInteger(1);
        List<Claim> claims = outbox().claim(new ClaimRequest(
                Set.of(PROVIDER), 10, LEASE, row -> !row.key().equals(key("k4")) && room.getAndDecrement() > 0));

        assertThat(claims).extracting(it -> it.row().key()).containsExactly(key("k3"));
        assertThat(look(key("k4")).doubt()).isFalse();
        assertThat(claim(10)).hasSize(4);
    }

    @Test
    void o10_inOneRepositoryTerminalStatesComeFirstThenTheNewestEvent() {
        put(wanted(key("progress"), CommitState.PENDING, "", second(9)));
        put(success(key("old"), "", second(1)));
        put(success(key("new"), "", second(5)));

        List<String> order = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            claim(1).forEach(it -> order.add(it.row().key().key()));
        }
        assertThat(order).containsExactly("new", "old", "progress");
    }

    @Test
    void o10_aThousandRowsOfOneRepositoryDoNotDelayAnother() {
        List<Wanted> many = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            many.add(success(key("org/busy", "k" + i), "", second(1000 + i)));
        }
        outbox().put(many);
        outbox().put(List.of(
                success(key("org/calm", "a"), "", second(1)), success(key("org/calm", "b"), "", second(2))));

        List<String> repositories = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            claim(2).forEach(it -> repositories.add(it.row().key().repository()));
        }
        assertThat(repositories.subList(0, 4)).filteredOn("org/calm"::equals).hasSize(2);
        assertThat(repositories).hasSize(6);
    }

    @Test
    void o11_aPutWhileClaimedIsNotLost() {
        put(success(KEY, "one", second(1)));
        Claim one = claimOne();
        put(wanted(KEY, CommitState.FAILURE, "two", second(2)));

        assertThat(outbox().settle(one, delivered())).isEqualTo(Settled.MOVED_ON);
        Row row = look(KEY);
        assertThat(row.delivered()).isEqualTo(one.row().status());
        assertThat(row.doubt()).isFalse();
        Claim two = claimOne();
        assertThat(two.row().status().description()).isEqualTo("two");
        assertThat(outbox().settle(two, delivered())).isEqualTo(Settled.APPLIED);
    }

    @Test
    void o11_aPutWhileClaimedOutlivesARefusal() {
        put(success(KEY, "one", second(1)));
        Claim one = claimOne();
        put(wanted(KEY, CommitState.FAILURE, "two", second(2)));

        assertThat(outbox().settle(one, OutboxSettles.refused())).isEqualTo(Settled.MOVED_ON);
        assertThat(claimOne().row().status().description()).isEqualTo("two");
    }

    @Test
    void o12_nextDueTellsWhenAClaimIsWorthwhile() {
        assertThat(nextDue()).isEmpty();
        put(success(KEY, "one", second(1)));
        assertThat(nextDue()).contains(Duration.ZERO);
        assertThat(outbox().nextDue(Set.of(OTHER_PROVIDER))).isEmpty();

        Claim claim = claimOne();
        assertBetween(nextDue(), LEASE.minusSeconds(30), LEASE);

        outbox().settle(claim, again(Duration.ofMinutes(10)));
        assertBetween(nextDue(), Duration.ofMinutes(9), Duration.ofMinutes(10));

        advance(Duration.ofMinutes(11));
        assertThat(nextDue()).contains(Duration.ZERO);
        outbox().settle(claimOne(), delivered());
        assertThat(nextDue()).isEmpty();
    }

    private Optional<Duration> nextDue() {
        return outbox().nextDue(Set.of(PROVIDER));
    }

    static void assertBetween(Optional<Duration> actual, Duration least, Duration most) {
        assertThat(actual).isPresent();
        assertThat(actual.get()).isBetween(least, most);
    }
}
