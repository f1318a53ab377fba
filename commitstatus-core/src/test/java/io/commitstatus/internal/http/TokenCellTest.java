package io.commitstatus.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.internal.foreign.Foreign;
import io.commitstatus.model.Rejection;
import io.commitstatus.spi.PublishFailedException;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.RequestNotSentException;
import io.commitstatus.spi.http.MintedToken;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TokenCellTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final MovedClock clock = new MovedClock();
    private final TokenCell cell = new TokenCell(clock);
    private final AtomicInteger mints = new AtomicInteger();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void manyThreadsGetOneToken() throws Exception {
        List<Future<String>> values = together(30, () -> token(Duration.ofHours(1)));
        for (Future<String> value : values) {
            assertThat(value.get()).isEqualTo("token-1");
        }
        assertThat(mints).hasValue(1);
    }

    @Test
    void manyThreadsFailByOneRequest() throws Exception {
        List<Future<String>> values = together(30, () -> {
            throw new HttpTimeoutException("no answer");
        });
        for (Future<String> value : values) {
            assertThatThrownBy(value::get)
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            RequestNotSentException.class,
                            it -> assertThat(it.timedOut()).isTrue());
        }
        assertThat(mints).hasValue(1);
    }

    @Test
    void oneThatIsInterruptedLeavesItToTheNext() throws Exception {
        Future<String> interrupted = threads.submit(() -> value(() -> {
            begun.countDown();
            new CountDownLatch(1).await();
            throw new AssertionError("nobody opens it");
        }));
        begun.await();
        Future<String> next = threads.submit(() -> value(() -> token(Duration.ofHours(1))));
        interrupted.cancel(true);
        assertThat(next.get()).startsWith("token-");
    }

    @Test
    void whoWaitsForAnotherWaitsNoLongerThanHeMay() throws Exception {
        Future<String> first = threads.submit(() -> value(() -> {
            begun.countDown();
            goOn.await();
            return token(Duration.ofHours(1));
        }));
        begun.await();
        assertThatThrownBy(() -> cell.current(() -> token(Duration.ofHours(1)), Duration.ofMillis(20)))
                .isInstanceOf(RequestNotSentException.class);
        goOn.countDown();
        assertThat(first.get()).isEqualTo("token-1");
    }

    @Test
    void theOldTokenServesWhileOneThreadRenewsIt() throws Exception {
        value(() -> token(Duration.ofSeconds(10)));
        clock.advance(Duration.ofSeconds(9));
        Future<String> renewing = threads.submit(() -> value(() -> {
            begun.countDown();
            goOn.await();
            return token(Duration.ofSeconds(10));
        }));
        begun.await();
        assertThat(value(() -> token(Duration.ofSeconds(10)))).isEqualTo("token-1");
        goOn.countDown();
        assertThat(renewing.get()).isEqualTo("token-2");
        assertThat(value(() -> token(Duration.ofSeconds(10)))).isEqualTo("token-2");
    }

    @Test
    void aTokenIsForgottenOnceHoweverManyAreRefusedWithIt() throws Exception {
        value(() -> token(Duration.ofHours(1)));
        long refused = cell.serial();
        assertThat(cell.forget(refused)).isTrue();
        assertThat(value(() -> token(Duration.ofHours(1)))).isEqualTo("token-2");
        assertThat(cell.forget(refused)).isTrue();
        assertThat(value(() -> token(Duration.ofHours(1)))).isEqualTo("token-2");
        assertThat(new TokenCell(clock).forget(0)).isFalse();
    }

    @Test
    void aFailureCountsForAMomentAndAWaitForAsLongAsItIsAskedFor() throws Exception {
        fail(PublishResult.rejected(Rejection.CREDENTIALS, "wrong key"));
        fail(PublishResult.rejected(Rejection.CREDENTIALS, "wrong key"));
        assertThat(mints).hasValue(1);
        clock.advance(Duration.ofSeconds(1));
        fail(PublishResult.rateLimited("slow down", Duration.ofSeconds(30)));
        clock.advance(Duration.ofSeconds(29));
        fail(PublishResult.rateLimited("slow down", Duration.ofSeconds(30)));
        assertThat(mints).hasValue(2);
        clock.advance(Duration.ofSeconds(1));
        assertThat(value(() -> token(Duration.ofHours(1)))).isEqualTo("token-3");
    }

    @Test
    void aSourceMayThrowAnythingAndReturnNothing() throws Exception {
        for (Throwable thrown : List.of(new IllegalStateException("x"), new StackOverflowError(), new IOException())) {
            assertThatThrownBy(() -> value(() -> {
                        throw TokenCellTest.<RuntimeException>sneaky(thrown);
                    }))
                    .isInstanceOf(RequestNotSentException.class);
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(value(() -> token(Duration.ofHours(1)))).isEqualTo("token-1");
    }

    /** It is injected, and so foreign: what it throws must not leave a mint that nobody ends. */
    @Test
    void aClockThatFailsLeavesItToTheNext() throws Exception {
        for (int reading = 1; reading <= 3; reading++) {
            clock.failAt = reading;
            try {
                value(() -> token(Duration.ofHours(1)));
            } catch (IllegalStateException e) {
                assertThat(e).hasMessage("broken clock");
            }
            clock.failAt = 0;
            assertThat(value(() -> token(Duration.ofHours(1)))).startsWith("token-");
            clock.advance(Duration.ofHours(2));
        }
    }

    @Test
    void aLifetimeIsBounded() throws Exception {
        for (Duration told : List.of(Duration.ZERO, Duration.ofDays(-3), Duration.ofSeconds(Long.MAX_VALUE))) {
            TokenCell fresh = new TokenCell(clock);
            assertThat(fresh.current(() -> MintedToken.of("t", told), LONG).end())
                    .isBetween(clock.instant().plusSeconds(1), clock.instant().plus(Duration.ofDays(1)));
        }
    }

    @Test
    void aTokenIsBlankedAndNotPrintedByItself() throws Exception {
        TokenCell.Token token = cell.current(() -> MintedToken.of("squeamish-ossifrage", Duration.ofHours(1)), LONG);
        assertThat(token.redaction().apply("so squeamish-ossifrage it is")).doesNotContain("squeamish");
        assertThat(MintedToken.of("squeamish-ossifrage", Duration.ofHours(1)).toString())
                .doesNotContain("squeamish");
        assertThat(token.toString()).doesNotContain("squeamish");
        assertThatThrownBy(() -> MintedToken.of("squeamish\r\nX: y", LONG))
                .isInstanceOf(IOException.class)
                .hasMessageNotContaining("squeamish");
    }

    private MintedToken token(Duration lifetime) throws IOException {
        return MintedToken.of("token-" + mints.incrementAndGet(), lifetime);
    }

    private void fail(PublishResult result) {
        assertThatThrownBy(() -> value(() -> {
                    mints.incrementAndGet();
                    throw new PublishFailedException(result);
                }))
                .isInstanceOf(PublishFailedException.class);
    }

    private String value(Foreign.IoCode<MintedToken> mint) throws IOException, InterruptedException {
        return cell.current(mint, LONG).value();
    }

    /** All but the first come while that mints. */
    private List<Future<String>> together(int count, Foreign.IoCode<MintedToken> mint) throws InterruptedException {
        List<Future<String>> values = new ArrayList<>();
        values.add(threads.submit(() -> value(() -> {
            begun.countDown();
            goOn.await();
            int before = mints.get();
            try {
                return mint.call();
            } finally {
                mints.set(before + 1);
            }
        })));
        begun.await();
        for (int i = 1; i < count; i++) {
            values.add(threads.submit(() -> value(() -> {
                throw new AssertionError("a second mint");
            })));
        }
        goOn.countDown();
        return values;
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> T sneaky(Throwable thrown) throws T {
        throw (T) thrown;
    }

    private static final class MovedClock extends Clock {
        private int failAt;
        private volatile Instant now = Instant.parse("2026-05-01T12:00:00Z");

        void advance(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant instant() {
            if (failAt > 0 && --failAt == 0) {
                throw new IllegalStateException("broken clock");
            }
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
