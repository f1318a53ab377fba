package io.commitstatus.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.DeliveryKey;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Rejection;
import io.commitstatus.outbox.Claim;
import io.commitstatus.outbox.ClaimRequest;
import io.commitstatus.outbox.Evidence;
import io.commitstatus.outbox.LeasedRow;
import io.commitstatus.outbox.Outbox;
import io.commitstatus.outbox.PutResult;
import io.commitstatus.outbox.Row;
import io.commitstatus.outbox.RowTransitions;
import io.commitstatus.outbox.SettleResult;
import io.commitstatus.outbox.Settlement;
import io.commitstatus.outbox.Verdict;
import io.commitstatus.outbox.Wanted;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What every rule of the outbox's contract is written with. */
abstract class OutboxRules {
    static final NamespacedName PROVIDER = new NamespacedName("flux-system", "forge");
    static final NamespacedName OTHER_PROVIDER = new NamespacedName("flux-system", "other");
    static final String CREDENTIAL = "digest-of-a-credential";
    static final Duration LEASE = Duration.ofMinutes(1);
    static final String REPOSITORY = "org/app";

    private static final URI API = URI.create("https://api.example.com");
    private static final String COMMIT = "0123456789".repeat(4);

    final OutboxContract contract;

    OutboxRules(OutboxContract contract) {
        this.contract = contract;
    }

    final Outbox outbox() {
        return contract.outbox();
    }

    /** A time some seconds after the day before the test began, so that none is ahead of the outbox. */
    final Instant second(int seconds) {
        return contract.begin().plusSeconds(seconds);
    }

    static DeliveryKey key(String key) {
        return key(REPOSITORY, key);
    }

    static DeliveryKey key(String repository, String key) {
        return new DeliveryKey("plain", API, PROVIDER.namespace(), repository, COMMIT, key);
    }

    static CommitStatus status(DeliveryKey key, CommitState state, String description) {
        return CommitStatus.builder(key.commit(), key.key(), state)
                .description(description)
                .build();
    }

    final Wanted wanted(DeliveryKey key, CommitState state, String description, @Nullable Instant eventTime) {
        Wanted wanted = Wanted.of("id-" + contract.nextId(), key, PROVIDER, status(key, state, description));
        return eventTime == null ? wanted : wanted.at(eventTime);
    }

    final Wanted success(DeliveryKey key, String description, @Nullable Instant eventTime) {
        return wanted(key, CommitState.SUCCESS, description, eventTime);
    }

    final PutResult put(Wanted wanted) {
        List<PutResult> results = outbox().put(List.of(wanted));
        assertThat(results).hasSize(1);
        return results.get(0);
    }

    final List<Claim> claim(int max) {
        return outbox().claim(ClaimRequest.of(Map.of(PROVIDER, LEASE), max));
    }

    final Claim claimOne() {
        List<Claim> claims = claim(10);
        assertThat(claims).as("claims").hasSize(1);
        return claims.get(0);
    }

    final Row look(DeliveryKey key) {
        List<Row> rows = outbox().find(List.of(key));
        assertThat(rows).as("the row of %s", key).hasSize(1);
        return rows.get(0);
    }

    /** Puts, claims and delivers. */
    final Row deliver(Wanted wanted) {
        put(wanted);
        assertThat(settle(claimOne(), delivered())).isEqualTo(SettleResult.APPLIED);
        return look(wanted.key());
    }

    final SettleResult settle(Claim claim, Function<Claim, Settlement> how) {
        return outbox().settle(claim, how.apply(claim));
    }

    /** Accepted by the Git host. */
    static Function<Claim, Settlement> delivered() {
        return claim -> new Settlement(
                new Verdict.Done(false), Evidence.seen(claim.row().status()));
    }

    /** Shown by the Git host already. */
    static Function<Claim, Settlement> unchanged() {
        return claim ->
                new Settlement(new Verdict.Done(true), Evidence.seen(claim.row().status()));
    }

    /** Delivered, but another request may still take effect. */
    static Function<Claim, Settlement> unverified(Duration within) {
        return claim -> new Settlement(new Verdict.Done(false), Evidence.mayHaveArrived(within));
    }

    static Function<Claim, Settlement> again(Duration after) {
        return retry(after, "HTTP 503", false, true);
    }

    static Function<Claim, Settlement> retry(Duration after, String reason, boolean arrived, boolean counts) {
        Evidence evidence = arrived ? Evidence.mayHaveArrived(Duration.ZERO) : Evidence.none();
        return claim -> new Settlement(new Verdict.Retry(after, reason, counts), evidence);
    }

    static Function<Claim, Settlement> rejected() {
        return claim ->
                new Settlement(new Verdict.Rejected(Rejection.NOT_FOUND, "HTTP 404: Not Found"), Evidence.none());
    }

    static Function<Claim, Settlement> expired(String reason) {
        return claim -> new Settlement(new Verdict.Expired(reason), Evidence.none());
    }

    /** A claim of the row with a token that the outbox does not know. */
    final Claim forged(Row row) {
        Wanted wanted = Wanted.of(row.id(), row.key(), row.provider(), row.status());
        LeasedRow leased = LeasedRow.builder(wanted, row.acceptedAt())
                .version(row.version())
                .build();
        return RowTransitions.claim(leased, "no-such-token", LEASE, row.acceptedAt())
                .result();
    }
}
