package io.commitstatus.internal.http;

import io.commitstatus.internal.foreign.Foreign;
import io.commitstatus.internal.foreign.ForeignCodeException;
import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.spi.PublishFailedException;
import io.commitstatus.spi.RequestNotSentException;
import io.commitstatus.spi.http.MintedToken;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The token of one identity. One thread mints, the others wait for it; while the old token lives they go on with it instead. A
 * failure counts for all of them, and for a while after. Thread-safe.
 */
final class TokenCell {
    /** A token is renewed this long before its end, or after four fifths of its life where that is later. */
    private static final Duration LONGEST_MARGIN = Duration.ofMinutes(5);

    private static final Duration SHORTEST_LIFE = Duration.ofSeconds(1);
    private static final Duration LONGEST_LIFE = Duration.ofDays(1);

    private final Clock clock;
    private @Nullable Token token;
    private @Nullable CompletableFuture<Token> minting;
    private @Nullable MintFailure failure;
    private long serials;

    /** @param clock a steady one */
    TokenCell(Clock clock) {
        this.clock = clock;
    }

    /**
     * A token that was minted.
     *
     * @param serial the first is 1, each later one has a greater number
     * @param redaction blanks it
     */
    record Token(String value, long serial, Instant renewal, Instant end, Redaction redaction) {

        /** Without it. */
        @Override
        public String toString() {
            return "token " + serial + " until " + end;
        }
    }

    /**
     * The token to send now.
     *
     * @param patience how long to wait for another thread that mints
     */
    Token current(Foreign.IoCode<MintedToken> mint, Duration patience) throws IOException, InterruptedException {
        Deadline deadline = Deadline.in(patience);
        while (true) {
            CompletableFuture<Token> mine = new CompletableFuture<>();
            CompletableFuture<Token> others;
            synchronized (this) {
                Instant now = clock.instant();
                Token living = living(now);
                if (living != null && (now.isBefore(living.renewal) || minting != null || isHeld(now))) {
                    return living;
                }
                if (failure != null && isHeld(now)) {
                    throw failure.at(now);
                }
                others = minting;
                if (others == null) {
                    minting = mine;
                }
            }
            if (others == null) {
                return mint(mint, mine);
            }
            try {
                return others.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
            } catch (CancellationException e) {
                // That thread was interrupted, which says nothing about the token.
            } catch (ExecutionException e) {
                throw (IOException) e.getCause();
            } catch (TimeoutException e) {
                throw new RequestNotSentException("another attempt was still waiting for a token", true);
            }
        }
    }

    /** {@return the number of the token that would be sent now; 0 when one would be minted first} */
    synchronized long serial() {
        Token living = living(clock.instant());
        return living == null ? 0 : living.serial;
    }

    /**
     * The Git host refused the token of this number, or one that took its place since.
     *
     * @return whether another attempt would send another token
     */
    synchronized boolean forget(long serial) {
        if (token != null && token.serial == serial) {
            token = null;
        }
        return serial != 0;
    }

    private Token mint(Foreign.IoCode<MintedToken> mint, CompletableFuture<Token> result)
            throws IOException, InterruptedException {
        try {
            Instant begun = clock.instant();
            MintedToken minted = Foreign.io("the TokenSource", mint);
            Token fresh = minted(minted, begun);
            result.complete(fresh);
            return fresh;
        } catch (IOException e) {
            return failed(e, result);
        } catch (InvalidFieldException e) {
            return failed(new IOException(e.field() + ": " + e.getMessage()), result);
        } catch (ForeignCodeException e) {
            Foreign.log(e);
            return failed(new IOException(e.getMessage()), result);
        } finally {
            // By an interrupt, or by what a TokenSource must not throw.
            result.cancel(false);
            synchronized (this) {
                minting = null;
            }
        }
    }

    private synchronized Token minted(MintedToken minted, Instant begun) {
        Duration life = minted.lifetime();
        life = life.compareTo(SHORTEST_LIFE) < 0 ? SHORTEST_LIFE : life;
        life = life.compareTo(LONGEST_LIFE) > 0 ? LONGEST_LIFE : life;
        Duration fifth = life.dividedBy(5);
        Duration margin = fifth.compareTo(LONGEST_MARGIN) > 0 ? LONGEST_MARGIN : fifth;
        Instant end = begun.plus(life);
        Token fresh = new Token(minted.value(), ++serials, end.minus(margin), end, Redaction.of(minted.value()));
        token = fresh;
        failure = null;
        return fresh;
    }

    /** The old token where that still lives. */
    private Token failed(IOException e, CompletableFuture<Token> result) throws IOException {
        IOException told = e instanceof PublishFailedException || e instanceof RequestNotSentException
                ? e
                : new RequestNotSentException(String.valueOf(e.getMessage()), e instanceof HttpTimeoutException);
        Token living;
        synchronized (this) {
            Instant now = clock.instant();
            failure = MintFailure.of(told, now);
            living = living(now);
        }
        if (living == null) {
            result.completeExceptionally(told);
            throw told;
        }
        result.complete(living);
        return living;
    }

    private @Nullable Token living(Instant now) {
        return token != null && now.isBefore(token.end) ? token : null;
    }

    private boolean isHeld(Instant now) {
        return failure != null && now.isBefore(failure.until());
    }
}
