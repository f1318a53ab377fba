package io.commitstatus.internal.routing;

import io.commitstatus.internal.targets.DeliveryTarget;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Provider;
import io.commitstatus.model.SkipReason;
import io.commitstatus.spi.StatusExpression;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a Provider leads, or why it leads nowhere now. Immutable. */
public final class ProviderRoute {
    private final Provider provider;
    private final @Nullable DeliveryTarget target;
    private final @Nullable StatusExpression key;
    private final String reason;

    private ProviderRoute(
            Provider provider, @Nullable DeliveryTarget target, @Nullable StatusExpression key, String reason) {
        this.provider = provider;
        this.target = target;
        this.key = key;
        this.reason = reason;
    }

    /**
     * {@return the way to a target}
     *
     * @param key makes the status keys; null where the strategy does
     */
    public static ProviderRoute to(DeliveryTarget target, @Nullable StatusExpression key) {
        return new ProviderRoute(
                target.provider(),
                target,
                key,
                target.provider().suspended() ? "the Provider " + target.name() + " is suspended" : "");
    }

    /** {@return the way of a Provider that cannot be used} */
    public static ProviderRoute blocked(Provider provider, String problem) {
        String reason = provider.suspended()
                ? "the Provider " + provider.name() + " is suspended"
                : "the Provider " + provider.name() + " cannot be used: " + problem;
        return new ProviderRoute(provider, null, null, reason);
    }

    /** {@return where its statuses would go, also while it is suspended; empty when it cannot be used} */
    public Optional<DeliveryTarget> usable() {
        return Optional.ofNullable(target);
    }

    /** {@return why nothing is sent there; empty when something is} */
    public String reason() {
        return reason;
    }

    /** {@return the Provider, with the Secret's address where that overrides its own} */
    public Provider provider() {
        return provider;
    }

    /** {@return what makes the status keys; null where the strategy does} */
    @Nullable
    StatusExpression key() {
        return key;
    }

    /**
     * {@return where its statuses go}
     *
     * @throws SkippedException saying why nothing may be sent there
     */
    public DeliveryTarget target() throws SkippedException {
        if (target == null || !reason.isEmpty()) {
            throw new SkippedException(
                    provider.suspended() ? SkipReason.SUSPENDED : SkipReason.PROVIDER_UNUSABLE, reason);
        }
        return target;
    }

    /** {@return what becomes of a status that no event brought} */
    public Decision decide(CommitStatus status) {
        try {
            DeliveryTarget usable = target();
            Placement placed = Placement.of(status, usable);
            return new Decision.Send(null, usable, placed.status(), placed.key(), placed.notes());
        } catch (SkippedException e) {
            return new Decision.Skip(null, provider.name(), e.code(), e.reason());
        }
    }
}
