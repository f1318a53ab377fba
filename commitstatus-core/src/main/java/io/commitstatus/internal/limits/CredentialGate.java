package io.commitstatus.internal.limits;

import io.commitstatus.spi.RateLimit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Answers one question, for posts and questions alike: may this credential make a request now? Three things can keep it: the
 * Git host asked for a pause, it refused the credential, or one of its rate limits is used up. After a refusal one request at a
 * time probes whether the credential is good again. A password goes one request at a time from the beginning, and after a
 * refusal none: too many would lock the account. Thread-safe.
 */
public final class CredentialGate {
    /** How soon a request is tried again that waits for a probe. */
    private static final Duration PROBING = Duration.ofSeconds(1);
    /** How soon it is looked again whether a refused password was replaced. */
    private static final Duration LOCKED = Duration.ofSeconds(5);

    private final Map<CredentialId, Use> uses = new HashMap<>();
    private final Clock clock;

    /**
     * Returns a gate that holds nothing back.
     *
     * @param clock a steady one
     */
    public CredentialGate(Clock clock) {
        this.clock = clock;
    }

    /** Why a request has to wait. */
    public enum Cause {
        /** The Git host asked for a pause. */
        PAUSE("the Git host asked for a pause"),
        /** The Git host refused the credential. */
        REFUSED("the credentials were refused"),
        /** The Git host refused the password, which is not tried again. */
        PASSWORD_REFUSED(
                "the password was refused; it is not tried again until the Secret has changed, lest the account is"
                        + " locked"),
        /** Another request with the password is under way. */
        PASSWORD("one request at a time with a password"),
        /** A rate limit is used up. */
        RATE_LIMIT("within the Git host's rate limit");

        private final String words;

        Cause(String words) {
            this.words = words;
        }

        /** {@return it in words} */
        public String words() {
            return words;
        }
    }

    /**
     * A request has to wait.
     *
     * @param duration for how long
     * @param cause why
     */
    public record Wait(Duration duration, Cause cause) {}

    private static final class Use {
        Instant pausedUntil = Instant.MIN;
        int limitations;
        boolean password;
        boolean refused;
        int refusals;
        Instant refusedUntil = Instant.MIN;
        boolean probing;
        List<SlidingWindow> windows = List.of();

        /** Whether one request at a time is made with it. */
        boolean isAlone() {
            return refused || password;
        }

        boolean isLocked() {
            return refused && password;
        }
    }

    /** The credential is somebody's password. */
    public synchronized void password(CredentialId credential) {
        use(credential, List.of()).password = true;
    }

    /** {@return whether it is a password that the Git host refused} */
    public synchronized boolean isLocked(CredentialId credential) {
        Use use = uses.get(credential);
        return use != null && use.isLocked();
    }

    /** Asks to make one request: empty to go ahead, and it is counted. End it with {@link #leave}. */
    public synchronized Optional<Wait> enter(CredentialId credential, List<RateLimit> limits) {
        if (limits.isEmpty() && !uses.containsKey(credential)) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Use use = use(credential, limits);
        Wait wait = waitOf(use, now);
        if (wait != null) {
            return Optional.of(wait);
        }
        if (use.isAlone() && use.probing) {
            return Optional.of(new Wait(PROBING, use.refused ? Cause.REFUSED : Cause.PASSWORD));
        }
        use.probing = use.isAlone();
        use.windows.forEach(it -> it.take(now));
        return Optional.empty();
    }

    /** Ends what {@link #enter} let through; a probe that did not find out lets the next one try. */
    public synchronized void leave(CredentialId credential) {
        Use use = uses.get(credential);
        if (use != null) {
            use.probing = false;
        }
    }

    /** The Git host accepted the credential. */
    public synchronized void accepted(CredentialId credential) {
        Use use = uses.get(credential);
        if (use != null) {
            use.refused = false;
            use.refusals = 0;
            use.limitations = 0;
            // A password's next request waits until this one has ended.
            use.probing &= use.password;
        }
    }

    /** The Git host asked for a pause of this length. */
    public synchronized void pause(CredentialId credential, Duration duration) {
        Use use = use(credential, List.of());
        Instant until = clock.instant().plus(duration);
        use.pausedUntil = until.isAfter(use.pausedUntil) ? until : use.pausedUntil;
    }

    /** The Git host limited the rate and did not say for how long; answers to requests that were under way together count once. */
    public synchronized Duration limited(CredentialId credential, IntFunction<Duration> backoff) {
        Use use = use(credential, List.of());
        Instant now = clock.instant();
        if (!use.pausedUntil.isAfter(now)) {
            use.pausedUntil = now.plus(backoff.apply(++use.limitations));
        }
        return Duration.between(now, use.pausedUntil);
    }

    /** The Git host refused the credential. Returns for how long it is held; refusals that were under way together count once. */
    public synchronized Duration refused(CredentialId credential, IntFunction<Duration> backoff) {
        Use use = use(credential, List.of());
        Instant now = clock.instant();
        use.refused = true;
        if (!use.refusedUntil.isAfter(now)) {
            use.refusedUntil = now.plus(backoff.apply(++use.refusals));
            use.probing = false;
        }
        return Duration.between(now, use.refusedUntil);
    }

    /** {@return why a request would have to wait now; empty when it would not} */
    public synchronized Optional<Wait> wait(CredentialId credential) {
        Use use = uses.get(credential);
        return use == null ? Optional.empty() : Optional.ofNullable(waitOf(use, clock.instant()));
    }

    /** {@return how many requests may begin now, at most the given number} */
    public synchronized int permits(CredentialId credential, int max) {
        Use use = uses.get(credential);
        if (use == null) {
            return max;
        }
        Instant now = clock.instant();
        if (use.isLocked() || use.pausedUntil.isAfter(now) || use.refusedUntil.isAfter(now)) {
            return 0;
        }
        int permits = use.isAlone() ? (use.probing ? 0 : 1) : max;
        for (SlidingWindow window : use.windows) {
            permits = window.permits(now, permits);
        }
        return permits;
    }

    /** {@return how long until the first of these that has to wait need not any more; empty when none has to} */
    public synchronized Optional<Duration> soonest(Collection<CredentialId> credentials) {
        Instant now = clock.instant();
        Duration soonest = null;
        for (CredentialId credential : credentials) {
            Use use = uses.get(credential);
            Wait wait = use == null ? null : waitOf(use, now);
            if (wait != null && (soonest == null || wait.duration().compareTo(soonest) < 0)) {
                soonest = wait.duration();
            }
        }
        return Optional.ofNullable(soonest);
    }

    /** {@return whether the Git host refused the credential, and has not accepted it since} */
    public synchronized boolean isRefused(CredentialId credential) {
        Use use = uses.get(credential);
        return use != null && use.refused;
    }

    /** {@return whether any credential is refused} */
    public synchronized boolean anyRefused() {
        return uses.values().stream().anyMatch(it -> it.refused);
    }

    /** Forgets credentials that nobody uses any more. */
    public synchronized void retain(Collection<CredentialId> inUse) {
        uses.keySet().retainAll(inUse);
    }

    private static @Nullable Wait waitOf(Use use, Instant now) {
        if (use.isLocked()) {
            return new Wait(LOCKED, Cause.PASSWORD_REFUSED);
        }
        Wait longest = null;
        if (use.pausedUntil.isAfter(now)) {
            longest = new Wait(Duration.between(now, use.pausedUntil), Cause.PAUSE);
        }
        if (use.refused && use.refusedUntil.isAfter(now)) {
            longest = longer(longest, Duration.between(now, use.refusedUntil), Cause.REFUSED);
        }
        for (SlidingWindow window : use.windows) {
            longest = longer(longest, window.untilPermit(now), Cause.RATE_LIMIT);
        }
        return longest;
    }

    private static @Nullable Wait longer(@Nullable Wait one, Duration duration, Cause cause) {
        boolean longer = !duration.isZero() && (one == null || duration.compareTo(one.duration()) > 0);
        return longer ? new Wait(duration, cause) : one;
    }

    private Use use(CredentialId credential, List<RateLimit> limits) {
        Use use = uses.computeIfAbsent(credential, it -> new Use());
        if (!limits.isEmpty() && !sameLimits(use.windows, limits)) {
            use.windows = windows(use.windows, limits);
        }
        return use;
    }

    private static boolean sameLimits(List<SlidingWindow> windows, List<RateLimit> limits) {
        if (windows.size() != limits.size()) {
            return false;
        }
        for (int i = 0; i < limits.size(); i++) {
            if (!windows.get(i).limit().equals(limits.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Keeps the counts of limits that stay. */
    private static List<SlidingWindow> windows(List<SlidingWindow> before, List<RateLimit> limits) {
        List<SlidingWindow> windows = new ArrayList<>();
        for (RateLimit limit : limits) {
            windows.add(before.stream()
                    .filter(it -> it.limit().equals(limit))
                    .findFirst()
                    .orElseGet(() -> new SlidingWindow(limit)));
        }
        return windows;
    }
}
