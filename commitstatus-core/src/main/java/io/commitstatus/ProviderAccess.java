package io.commitstatus;

import io.commitstatus.internal.http.AccessChecker.Checked;
import io.commitstatus.internal.http.AccessChecker.Trouble;
import io.commitstatus.internal.targets.DeliveryTarget;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Rejection;
import io.commitstatus.spi.CheckResult;
import java.net.URI;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether statuses can be written for one Provider, as {@link CommitStatusRouter#check} found. Immutable; without secrets.
 *
 * <pre>{@code
 * for (ProviderAccess access : router.check()) {
 *     System.out.println(access.provider() + ": " + access.verdict() + ", " + access.reason());
 * }
 * }</pre>
 *
 * @since 0.1
 */
public final class ProviderAccess {

    /** What was found. */
    public enum Verdict {
        /** The Git host says that the credentials may write. */
        ALLOWED,
        /** Nothing speaks against it, but the Git host does not tell all that it takes. */
        UNCERTAIN,
        /** A status would be refused. */
        REFUSED,
        /** There was no usable answer, or a Secret cannot be read now. */
        UNREACHABLE,
        /** Provider or Secret must be put right. */
        UNUSABLE
    }

    private final Provider provider;
    private final @Nullable DeliveryTarget target;
    private final Verdict verdict;
    private final String reason;
    private final @Nullable Checked checked;

    private ProviderAccess(
            Provider provider,
            @Nullable DeliveryTarget target,
            Verdict verdict,
            String reason,
            @Nullable Checked checked) {
        this.provider = provider;
        this.target = target;
        this.verdict = verdict;
        this.reason = reason;
        this.checked = checked;
    }

    static ProviderAccess of(DeliveryTarget target, Checked checked) {
        return new ProviderAccess(target.provider(), target, verdict(checked), checked.reason(), checked);
    }

    static ProviderAccess unusable(Provider provider, String reason) {
        return new ProviderAccess(provider, null, Verdict.UNUSABLE, reason, null);
    }

    private static Verdict verdict(Checked checked) {
        CheckResult result = checked.result();
        if (result == null) {
            return checked.trouble() == Trouble.UNUSABLE ? Verdict.UNUSABLE : Verdict.UNREACHABLE;
        }
        return switch (result.verdict()) {
            case ALLOWED -> Verdict.ALLOWED;
            case UNCERTAIN -> Verdict.UNCERTAIN;
            case REFUSED -> Verdict.REFUSED;
        };
    }

    /** {@return the Provider's name} */
    public NamespacedName provider() {
        return provider.name();
    }

    /** {@return the Provider's type, as it is written} */
    public String type() {
        return provider.type();
    }

    /** {@return whether the Provider is suspended, so that nothing is sent whatever was found} */
    public boolean suspended() {
        return provider.suspended();
    }

    /** {@return the API's root; empty when the Provider cannot be used} */
    public Optional<URI> api() {
        return Optional.ofNullable(target).map(DeliveryTarget::api);
    }

    /** {@return the repository, in the Git host's canonical form; empty when the Provider cannot be used} */
    public Optional<String> repository() {
        return Optional.ofNullable(target).map(DeliveryTarget::repository);
    }

    /** {@return what was found} */
    public Verdict verdict() {
        return verdict;
    }

    /** {@return whether nothing speaks against writing: {@link Verdict#ALLOWED} or {@link Verdict#UNCERTAIN}} */
    public boolean isGood() {
        return verdict == Verdict.ALLOWED || verdict == Verdict.UNCERTAIN;
    }

    /** {@return what the Git host said or did not tell; what is missing; or what is in the way} */
    public String reason() {
        return reason;
    }

    /** {@return how a status would be rejected; empty unless {@link Verdict#REFUSED}} */
    public Optional<Rejection> rejection() {
        return result().flatMap(CheckResult::rejection);
    }

    /** {@return when the token ends; empty where the Git host does not tell, and where it never does} */
    public Optional<Instant> expires() {
        return result().flatMap(CheckResult::expires);
    }

    /** {@return what is left of the credential's rate limit; empty where the Git host does not tell} */
    public Optional<Quota> quota() {
        return Optional.ofNullable(checked)
                .map(Checked::quota)
                .map(it -> new Quota(it.limit(), it.remaining(), Optional.ofNullable(it.resets())));
    }

    private Optional<CheckResult> result() {
        return Optional.ofNullable(checked).map(Checked::result);
    }

    /** {@return such as {@code flux-system/github: ALLOWED: the scopes [repo], and the user may push}} */
    @Override
    public String toString() {
        return provider.name() + ": " + verdict + ": " + reason;
    }

    /**
     * What is left of a rate limit.
     *
     * @param limit how many requests the Git host allows in its window
     * @param remaining how many of them are left
     * @param resets when all are there again; empty where the Git host does not say
     */
    public record Quota(long limit, long remaining, Optional<Instant> resets) {

        /** Without nulls. */
        public Quota {
            Objects.requireNonNull(resets, "resets must not be null");
        }
    }
}
