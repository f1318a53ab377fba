package io.commitstatus.spi;

import io.commitstatus.model.Rejection;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a credential may write statuses to a repository, as far as the Git host tells by being read. Immutable; made by the
 * factory methods. Texts are for people; core blanks secrets in them.
 *
 * <pre>{@code
 * CheckResult result = answer.object().get("permission") instanceof String role && role.equals("write")
 *         ? CheckResult.allowed("the role " + role)
 *         : CheckResult.refused(Rejection.FORBIDDEN, "the token may not write");
 * }</pre>
 *
 * @since 0.1
 */
public final class CheckResult {

    /** What was found. */
    public enum Verdict {
        /** The Git host says that the credential may write. */
        ALLOWED,
        /** Nothing speaks against it, but the Git host does not tell all that it takes. */
        UNCERTAIN,
        /** A status would be refused. */
        REFUSED
    }

    private final Verdict verdict;
    private final @Nullable Rejection rejection;
    private final String reason;
    private final @Nullable Instant expires;

    private CheckResult(Verdict verdict, @Nullable Rejection rejection, String reason, @Nullable Instant expires) {
        this.verdict = verdict;
        this.rejection = rejection;
        this.reason = Objects.requireNonNull(reason, "reason must not be null");
        this.expires = expires;
    }

    /**
     * The Git host says that the credential may write.
     *
     * @param why what it says, such as {@code the role Developer}
     */
    public static CheckResult allowed(String why) {
        return new CheckResult(Verdict.ALLOWED, null, why, null);
    }

    /**
     * Nothing speaks against it.
     *
     * @param why what the Git host does not tell
     */
    public static CheckResult uncertain(String why) {
        return new CheckResult(Verdict.UNCERTAIN, null, why, null);
    }

    /**
     * A status would be refused.
     *
     * @param kind how {@link PublisherSession#publish} would be rejected
     * @param missing the scope, role, permission or repository that is missing, and the remedy
     */
    public static CheckResult refused(Rejection kind, String missing) {
        return new CheckResult(Verdict.REFUSED, Objects.requireNonNull(kind, "kind must not be null"), missing, null);
    }

    /** The same, with the time at which the token ends. */
    public CheckResult expiring(Instant when) {
        return new CheckResult(verdict, rejection, reason, Objects.requireNonNull(when, "when must not be null"));
    }

    /** The same, with the time at which the token ends where the Git host told it. */
    public CheckResult expiring(Optional<Instant> when) {
        return when.map(this::expiring).orElse(this);
    }

    /** {@return what was found} */
    public Verdict verdict() {
        return verdict;
    }

    /** {@return how a status would be rejected; empty unless {@link Verdict#REFUSED}} */
    public Optional<Rejection> rejection() {
        return Optional.ofNullable(rejection);
    }

    /** {@return what the Git host said, what it did not tell, or what is missing} */
    public String reason() {
        return reason;
    }

    /** {@return when the token ends; empty where the Git host does not tell, and where it never does} */
    public Optional<Instant> expires() {
        return Optional.ofNullable(expires);
    }

    @Override
    public String toString() {
        return verdict + ": " + reason + (expires == null ? "" : " (until " + expires + ")");
    }
}
