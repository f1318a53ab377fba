package io.commitstatus.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.DeliveryKey;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.outbox.Claim;
import io.commitstatus.outbox.ClaimRequest;
import io.commitstatus.outbox.Row;
import io.commitstatus.outbox.RowState;
import io.commitstatus.outbox.SettleResult;
import io.commitstatus.outbox.Shown;
import io.commitstatus.outbox.Wanted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** O9 to O11: which rows a claim leases, and to whom. */
class ClaimRules extends OutboxRules {
    private static final DeliveryKey KEY = key("deploy/prod");

    ClaimRules(OutboxContract contract) {
        super(contract);
    }

    @Test
    void o09_aClaimLeasesItsRow() {
        put(success(KEY, "one", second(1)));
        Claim claim = claimOne();

        assertThat(claim.row().shown()).isEqualTo(Shown.nothing());
        assertThat(claim.leaseEnd()).isEqualTo(claim.claimedAt().plus(LEASE));
        assertThat(look(KEY).shown()).isEqualTo(Shown.nothing());
    }

    @Test
    void o09_eachProvidersRowsAreLeasedForItsOwnTime() {
        put(success(key("mine"), "mine", second(1)));
        put(Wanted.of("id-other", key("others"), OTHER_PROVIDER, status(key("others"), CommitState.SUCCESS, ""))
                .at(second(1)));
        Duration longer = LEASE.multipliedBy(3);
        for (Claim claim : outbox().claim(ClaimRequest.of(Map.of(PROVIDER, LEASE, OTHER_PROVIDER, longer), 10))) {
            boolean mine = claim.row().provider().equals(PROVIDER);
            assertThat(claim.leaseEnd()).isEqualTo(claim.claimedAt().plus(mine ? LEASE : longer));
        }
    }

    @Test
    void o09_rowsOfAProviderThatIsNotOpenAreLeftAlone() {
        put(success(key("mine"), "mine", second(1)));
        put(Wanted.of("id-other", key("others"), OTHER_PROVIDER, status(key("others"), CommitState.SUCCESS, ""))
                .at(second(1)));
        List<Claim> claims = outbox().claim(ClaimRequest.of(Map.of(PROVIDER, LEASE, OTHER_PROVIDER, LEASE), 10)
                .admitting(PROVIDER::equals, row -> true));
        assertThat(claims).extracting(it -> it.row().key()).containsExactly(key("mine"));
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
        put(Wanted.of("id-other", key("others"), OTHER_PROVIDER, status(key("others"), CommitState.SUCCESS, ""))
                .at(second(1)));

        assertThat(claim(10)).extracting(it -> it.row().key()).containsExactly(mine.key());
        assertThat(outbox().claim(ClaimRequest.of(Map.of(), 10))).isEmpty();
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
        List<Claim> claims = outbox().claim(ClaimRequest.of(Map.of(PROVIDER, LEASE), 10)
                .admitting(provider -> true, row -> !row.key().equals(key("k4")) && room.getAndDecrement() > 0));

        assertThat(claims).extracting(it -> it.row().key()).containsExactly(key("k3"));
        assertThat(look(key("k4")).state()).isEqualTo(RowState.WAITING);
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
    void o10_aThousandRowsOfOneNamespaceDoNotDelayAnother() {
        NamespacedName theirs = new NamespacedName("team-b", "forge");
        List<Wanted> many = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            many.add(success(key("org/busy-" + i % 50, "k" + i), "", second(1000 + i)));
        }
        outbox().put(many);
        DeliveryKey ours = key("org/calm", "a");
        DeliveryKey calm = new DeliveryKey(
                ours.type(), ours.api(), theirs.namespace(), ours.repository(), ours.commit(), ours.key());
        outbox().put(List.of(Wanted.of("id-calm", calm, theirs, status(calm, CommitState.SUCCESS, ""))
                .at(second(1))));

        List<Claim> claims = outbox().claim(ClaimRequest.of(Map.of(PROVIDER, LEASE, theirs, LEASE), 2));
        assertThat(claims).extracting(it -> it.row().key()).contains(calm);
    }

    @Test
    void o11_aPutWhileClaimedIsNotLost() {
        put(success(KEY, "one", second(1)));
        Claim one = claimOne();
        put(wanted(KEY, CommitState.FAILURE, "two", second(2)));

        assertThat(settle(one, delivered())).isEqualTo(SettleResult.MOVED_ON);
        Row row = look(KEY);
        assertThat(row.shown()).isEqualTo(new Shown.Exactly(one.row().status()));
        assertThat(row.shown()).isNotInstanceOf(Shown.Unknown.class);
        Claim two = claimOne();
        assertThat(two.row().status().description()).isEqualTo("two");
        assertThat(settle(two, delivered())).isEqualTo(SettleResult.APPLIED);
    }

    @Test
    void o11_aPutWhileClaimedOutlivesARefusal() {
        put(success(KEY, "one", second(1)));
        Claim one = claimOne();
        put(wanted(KEY, CommitState.FAILURE, "two", second(2)));

        assertThat(settle(one, rejected())).isEqualTo(SettleResult.MOVED_ON);
        assertThat(claimOne().row().status().description()).isEqualTo("two");
    }

    @Test
    void o12_untilDueTellsWhenTheNextRowBecomesDue() {
        assertThat(outbox().untilDue()).isEmpty();
        put(success(KEY, "one", second(1)));
        Claim claim = claimOne();
        assertBetween(outbox().untilDue(), LEASE.minusSeconds(30), LEASE);

        settle(claim, again(Duration.ofMinutes(10)));
        assertBetween(outbox().untilDue(), Duration.ofMinutes(9), Duration.ofMinutes(10));

        contract.advance(Duration.ofMinutes(11));
        settle(claimOne(), delivered());
        assertThat(outbox().untilDue()).isEmpty();
    }

    static void assertBetween(Optional<Duration> actual, Duration least, Duration most) {
        assertThat(actual).isPresent();
        assertThat(actual.get()).isBetween(least, most);
    }
}
