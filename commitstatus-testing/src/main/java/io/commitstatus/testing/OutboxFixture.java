package io.commitstatus.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.spi.DeliveryKey;
import io.commitstatus.spi.Outbox;
import io.commitstatus.spi.Outbox.Claim;
import io.commitstatus.spi.Outbox.ClaimRequest;
import io.commitstatus.spi.Outbox.PutResult;
import io.commitstatus.spi.Outbox.Row;
import io.commitstatus.spi.Outbox.Settlement;
import io.commitstatus.spi.Outbox.Wanted;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What an implementor gives to the outbox's contract, and what every rule begins with. */
abstract class OutboxFixture {
    static final NamespacedName PROVIDER = new NamespacedName("flux-system", "forge");
    static final NamespacedName OTHER_PROVIDER = new NamespacedName("flux-system", "other");
    static final Duration LEASE = Duration.ofMinutes(1);
    static final String REPOSITORY = "org/app";

    private static final URI API = URI.create("https://api.example.com");
    private static final String COMMIT = "0123456789".repeat(4);

    private final AtomicInteger ids = new AtomicInteger();
    private @Nullable Outbox opened;
    private Instant begin = Instant.EPOCH;

    /** For subclasses. */
    OutboxFixture() {}

    /** Opens an outbox without rows. Once for each test. */
    protected abstract Outbox open();

    /** Moves the time of the outbox under test, and of those opened on its store later. */
    protected abstract void advance(Duration by);

    /** Opens the store of the outbox that was closed last once more; called only where {@link Outbox#durable} says so. */
    protected Outbox reopen() {
        throw new UnsupportedOperationException("an outbox that is durable must say how it is opened again");
    }

    /** Opens an outbox with room for so many rows; empty, the default, where it has no such limit. */
    protected Optional<Outbox> openWithRoomFor(int rows) {
        return Optional.empty();
    }

    @BeforeEach
    void openTheOutbox() {
        opened = open();
        begin = outbox().now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofDays(1));
    }

    @AfterEach
    void closeTheOutbox() {
        outbox().close();
    }

    final Outbox outbox() {
        if (opened == null) {
            throw new IllegalStateException("the outbox is not open");
        }
        return opened;
    }

    final void closeAndReopen() {
        outbox().close();
        opened = reopen();
    }

    /** A time so many seconds after the day before the test began, so that none is ahead of the outbox. */
    final Instant second(int seconds) {
        return begin.plusSeconds(seconds);
    }

    static DeliveryKey key(String key) {
        return key(REPOSITORY, key);
    }

    static DeliveryKey key(String repository, String key) {
        return new DeliveryKey("plain", API, repository, COMMIT, key);
    }

    static CommitStatus status(DeliveryKey key, CommitState state, String description) {
        return CommitStatus.builder(key.commit(), key.key(), state)
                .description(description)
                .build();
    }

    final Wanted wanted(DeliveryKey key, CommitState state, String description, @Nullable Instant eventTime) {
        return new Wanted("id-" + ids.incrementAndGet(), key, PROVIDER, status(key, state, description), eventTime);
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
        return outbox().claim(new ClaimRequest(Set.of(PROVIDER), max, LEASE, row -> true));
    }

    final Claim claimOne() {
        List<Claim> claims = claim(10);
        assertThat(claims).as("claims").hasSize(1);
        return claims.get(0);
    }

    final Row look(DeliveryKey key) {
        List<Row> rows = outbox().look(List.of(key));
        assertThat(rows).as("the row of %s", key).hasSize(1);
        return rows.get(0);
    }

    /** Puts, claims and delivers. */
    final Row deliver(Wanted wanted) {
        put(wanted);
        assertThat(outbox().settle(claimOne(), delivered())).isEqualTo(Outbox.Settled.APPLIED);
        return look(wanted.key());
    }

    static Settlement delivered() {
        return new Settlement.Delivered(false, null);
    }

    static Settlement again(Duration after) {
        return new Settlement.Again(after, "HTTP 503", false, true);
    }
}
