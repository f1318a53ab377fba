package io.commitstatus.internal.routing;

import io.commitstatus.internal.foreign.Foreign;
import io.commitstatus.internal.foreign.ForeignCodeException;
import io.commitstatus.internal.publishers.Publishers;
import io.commitstatus.internal.publishers.StatusExpressions;
import io.commitstatus.internal.targets.DeliveryTarget;
import io.commitstatus.internal.targets.EffectiveProvider;
import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Problem;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.policy.KeyStrategy;
import io.commitstatus.policy.SecretResolver;
import io.commitstatus.spi.CommitStatusPublisher;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.RateLimit;
import io.commitstatus.spi.StatusExpression;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out where each Provider's statuses go, or why they cannot. */
public final class ProviderResolver {
    private final Map<String, CommitStatusPublisher> publishers;
    private final Map<String, List<RateLimit>> rateLimits;
    private final boolean plainHttp;
    private final @Nullable KeyStrategy keys;
    private final StatusExpressions expressions = StatusExpressions.discovered();

    /**
     * With the publishers by type.
     *
     * @param rateLimits those that are set, by type
     */
    public ProviderResolver(
            Map<String, CommitStatusPublisher> publishers,
            Map<String, List<RateLimit>> rateLimits,
            boolean plainHttp,
            @Nullable KeyStrategy keys) {
        this.publishers = publishers;
        this.rateLimits = rateLimits;
        this.plainHttp = plainHttp;
        this.keys = keys;
    }

    /**
     * The answer for all Providers.
     *
     * @param routes every Provider, blocked ones with the reason
     * @param delivery those that may be sent to now
     * @param problems what blocks the others
     */
    public record Resolved(
            Map<NamespacedName, ProviderRoute> routes,
            Map<NamespacedName, DeliveryTarget> delivery,
            List<Problem> problems) {}

    /** Looks at every Provider, with the Secrets that may override an address. */
    public Resolved resolve(Collection<Provider> providers, SecretResolver secrets) {
        Map<NamespacedName, ProviderRoute> routes = new HashMap<>();
        Map<NamespacedName, DeliveryTarget> delivery = new HashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (Provider configured : providers) {
            NamespacedName name = configured.name();
            try {
                Provider provider = EffectiveProvider.of(configured, secret(configured, secrets));
                DeliveryTarget target = target(provider);
                routes.put(name, ProviderRoute.to(target, key(provider)));
                if (!provider.suspended()) {
                    delivery.put(name, target);
                }
            } catch (ForeignCodeException e) {
                Foreign.log(e);
                block(configured, "spec.type", String.valueOf(e.getMessage()), routes, problems);
            } catch (InvalidFieldException e) {
                block(configured, e.field(), String.valueOf(e.getMessage()), routes, problems);
            }
        }
        return new Resolved(routes, delivery, problems);
    }

    private static void block(
            Provider provider,
            String field,
            String message,
            Map<NamespacedName, ProviderRoute> routes,
            List<Problem> problems) {
        routes.put(provider.name(), ProviderRoute.blocked(provider, field + ": " + message));
        Problem.Subject subject = new Problem.Subject("Provider", provider.name());
        problems.add(new Problem(Problem.Level.ERROR, subject.toString(), 0, 0, field, message).about(subject));
    }

    /** What makes the keys of a Provider's statuses; null where the strategy does. */
    private @Nullable StatusExpression key(Provider provider) {
        return provider.commitStatusExpr()
                .filter(it -> keys == null || !keys.understands(it))
                .map(expressions::compile)
                .orElse(null);
    }

    private DeliveryTarget target(Provider provider) {
        String type = provider.type().toLowerCase(Locale.ROOT);
        CommitStatusPublisher publisher = publishers.get(type);
        if (publisher == null) {
            throw new InvalidFieldException(
                    "spec.type",
                    "no publisher for type \"" + provider.type() + "\" (installed: " + Publishers.types(publishers)
                            + "); add a module that provides one");
        }
        Destination destination = Foreign.call("the publisher of type " + type, () -> publisher.destination(provider));
        DeliveryTarget target = DeliveryTarget.of(provider, type, destination, it -> rateLimits(provider, it));
        if (!plainHttp && "http".equalsIgnoreCase(target.api().getScheme())) {
            throw new InvalidFieldException(
                    provider.annotation(Provider.API_URL).isPresent()
                            ? "metadata.annotations[" + Provider.API_URL + "]"
                            : "spec.address",
                    "the credentials would travel unencrypted over http; use https, or allow plain http");
        }
        return target;
    }

    /** Those set for the type; else the Git host's documented ones, unless the API is not the Git host's own service. */
    private List<RateLimit> rateLimits(Provider provider, Destination destination) {
        List<RateLimit> own = rateLimits.get(provider.type().toLowerCase(Locale.ROOT));
        if (own != null) {
            return own;
        }
        return provider.annotation(Provider.API_URL).isPresent() ? List.of() : destination.rateLimits();
    }

    /** The Secret, since its address overrides the Provider's. One that cannot be read now may be there when it is needed. */
    private static Optional<Secret> secret(Provider provider, SecretResolver secrets) {
        if (provider.secretRef().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Foreign.io(
                    "the SecretResolver",
                    () -> secrets.resolve(provider.secretRef().get()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (IOException | ForeignCodeException e) {
            if (provider.address().isEmpty()) {
                throw new InvalidFieldException(
                        "spec.address",
                        "it is missing, and the Secret " + provider.secretRef().get()
                                + ", which may hold it, cannot be read now");
            }
            return Optional.empty();
        }
    }
}
