package io.commitstatus.spi;

import io.commitstatus.model.Rejection;
import io.commitstatus.spi.http.ApiResponse;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came of one attempt. Reasons are for people; core blanks secrets in them. Made by the factory methods.
 *
 * <pre>{@code
 * PublishResult result = answer.status() == 409
 *         ? PublishResult.notVisible(answer.reason("no such commit yet"))
 *         : PublishResult.of(answer, answer.text());
 * }</pre>
 *
 * @since 0.1
 */
public sealed interface PublishResult {

    /** The vendor has taken it. */
    static Published published() {
        return new Published(null, "");
    }

    /** The vendor shows just this already, and said so without taking it again. */
    static Unchanged unchanged() {
        return new Unchanged(null);
    }

    /** It may work later, after core's own backoff. */
    static Retry retry(String reason) {
        return new Retry(reason, null);
    }

    /**
     * The vendor asks to be left alone for a while: core holds everything that goes there with this credential. For a second
     * at least: vendors count whole ones, so that what says "now" may be early.
     */
    static Retry retryAfter(String reason, Duration after) {
        return new Retry(reason, atLeastASecond(after));
    }

    /**
     * The Git host refused the request because there were too many, and asks to be left alone for a while: core holds everything
     * that goes there with this credential, for a second at least. Nothing of the request was applied.
     */
    static RateLimited rateLimited(String reason, Duration after) {
        return new RateLimited(reason, atLeastASecond(after));
    }

    /** The same where the Git host does not say for how long: a minute, twice as long each time up to a quarter of an hour. */
    static RateLimited rateLimited(String reason) {
        return new RateLimited(reason, null);
    }

    /** The commit is not there yet. */
    static NotVisible notVisible(String reason) {
        return new NotVisible(reason);
    }

    /** Trying again cannot help, unless something else changes first. */
    static Rejected rejected(Rejection kind, String reason) {
        return new Rejected(kind, reason);
    }

    /**
     * What an answer means where a Git host has no other use for it: 2xx is published; 429 is a rate limit; 408, 425 and 5xx
     * are worth another attempt, after {@code Retry-After} where it is given; 401 refuses the credentials; the rest is final.
     *
     * @param message what the Git host said, for people
     */
    static PublishResult of(ApiResponse answer, String message) {
        return Answers.of(answer, message);
    }

    /** What an answer means, as {@link #of(ApiResponse, String)} has it, where the Git host says nothing that is worth telling. */
    static PublishResult of(ApiResponse answer) {
        return of(answer, "");
    }

    /**
     * For {@link PublisherSession#latest}: goes on after a good answer.
     *
     * @throws PublishFailedException with this, when it is anything but {@link Published}
     */
    default void orThrow() throws PublishFailedException {
        if (!(this instanceof Published)) {
            throw new PublishFailedException(this);
        }
    }

    private static Duration atLeastASecond(Duration wait) {
        Duration second = Duration.ofSeconds(1);
        return wait.compareTo(second) < 0 ? second : wait;
    }

    /**
     * The vendor has taken it.
     *
     * @param pauseOrNull how long the vendor asks to be left alone, or null
     * @param note what was left out of it, and why, for people; empty for a whole status
     */
    record Published(@Nullable Duration pauseOrNull, String note) implements PublishResult {

        /** Rejects null for the note. */
        public Published {
            Objects.requireNonNull(note, "note must not be null");
        }

        /** The same, and the vendor asks to be left alone for a while, a second at least. */
        public Published andPause(Duration pause) {
            return new Published(atLeastASecond(pause), note);
        }

        /** The same, but something was left out that the vendor did not take. */
        public Published andNote(String note) {
            return new Published(pauseOrNull, note);
        }

        /** {@return how long the vendor asks to be left alone} */
        public Optional<Duration> pause() {
            return Optional.ofNullable(pauseOrNull);
        }
    }

    /** The vendor shows just this already. */
    record Unchanged(@Nullable Duration pauseOrNull) implements PublishResult {

        /** The same, and the vendor asks to be left alone for a while, a second at least. */
        public Unchanged andPause(Duration pause) {
            return new Unchanged(atLeastASecond(pause));
        }

        /** {@return how long the vendor asks to be left alone} */
        public Optional<Duration> pause() {
            return Optional.ofNullable(pauseOrNull);
        }
    }

    /**
     * It may work later.
     *
     * @param reason why not now
     * @param afterOrNull how long the vendor asks to be left alone, or null when it does not say
     */
    record Retry(String reason, @Nullable Duration afterOrNull) implements PublishResult {

        /** Rejects null. */
        public Retry {
            Objects.requireNonNull(reason, "reason must not be null");
        }

        /** {@return how long the vendor asks to be left alone} */
        public Optional<Duration> after() {
            return Optional.ofNullable(afterOrNull);
        }
    }

    /**
     * The Git host refused the request because there were too many.
     *
     * @param reason what the Git host said
     * @param afterOrNull how long it asks to be left alone, or null when it does not say
     */
    record RateLimited(String reason, @Nullable Duration afterOrNull) implements PublishResult {

        /** Rejects null. */
        public RateLimited {
            Objects.requireNonNull(reason, "reason must not be null");
        }

        /** {@return how long the Git host asks to be left alone} */
        public Optional<Duration> after() {
            return Optional.ofNullable(afterOrNull);
        }
    }

    /**
     * The commit is not there yet; core tries again for a few minutes.
     *
     * @param reason what the vendor said
     */
    record NotVisible(String reason) implements PublishResult {

        /** Rejects null. */
        public NotVisible {
            Objects.requireNonNull(reason, "reason must not be null");
        }
    }

    /**
     * Trying again cannot help.
     *
     * @param kind why
     * @param reason what the vendor said, with its number
     */
    record Rejected(Rejection kind, String reason) implements PublishResult {

        /** Rejects null. */
        public Rejected {
            Objects.requireNonNull(kind, "kind must not be null");
            Objects.requireNonNull(reason, "reason must not be null");
        }
    }
}
