package io.commitstatus.internal;

import io.commitstatus.SecretResolver;
import io.commitstatus.StatusKeyStrategy;
import io.commitstatus.internal.config.EffectiveProvider;
import io.commitstatus.internal.delivery.Target;
import io.commitstatus.internal.routing.RoutingTable;
import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Problem;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.spi.CommitStatusPublisher;
import io.commitstatus.spi.Destination;
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
public final class TargetResolver {
    private final Map<String, CommitStatusPublisher> publishers;
    private final boolean plainHttp;
    private final @Nullable StatusKeyStrategy keys;

    /** With the publishers by type. */
    public TargetResolver(
            Map<String, CommitStatusPublisher> publishers, boolean plainHttp, @Nullable StatusKeyStrategy keys) {
        this.publishers = publishers;
        this.plainHttp = plainHttp;
        this.keys = keys;
    }

    /**
     * The answer for all Providers.
     *
     * @param routing every Provider, blocked ones with the reason
     * @param delivery those that may be sent to now
     * @param problems what blocks the others
     */
    public record Resolved(
            Map<NamespacedName, RoutingTable.Target> routing,
            Map<NamespacedName, Target> delivery,
            List<Problem> problems) {}

    /** Looks at every Provider, with the Secrets that may override an address. */
    public Resolved resolve(Collection<Provider> providers, SecretResolver secrets) {
        Map<NamespacedName, RoutingTable.Target> routing = new HashMap<>();
        Map<NamespacedName, Target> delivery = new HashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (Provider configured : providers) {
            NamespacedName name = configured.name();
            try {
                Provider provider = EffectiveProvider.of(configured, secret(configured, secrets));
                Target target = target(provider);
                routing.put(name, new RoutingTable.Target(provider, target.type(), target.destination(), null));
                if (!provider.suspended()) {
                    delivery.put(name, target);
                }
            } catch (InvalidFieldException e) {
                routing.put(
                        name,
                        new RoutingTable.Target(
                                configured, configured.type(), null, e.field() + ": " + e.getMessage()));
                problems.add(new Problem(
                        Problem.Level.ERROR, "Provider " + name, 0, 0, e.field(), String.valueOf(e.getMessage())));
            }
        }
        return new Resolved(routing, delivery, problems);
    }

    private Target target(Provider provider) {
        String type = provider.type().toLowerCase(Locale.ROOT);
        CommitStatusPublisher publisher = publishers.get(type);
        if (publisher == null) {
            throw new InvalidFieldException(
                    "spec.type",
                    "no publisher for type \"" + provider.type() + "\" (installed: " + Publishers.types(publishers)
                            + "); add a module that provides one");
        }
        Optional<String> expression = provider.commitStatusExpr();
        if (expression.isPresent() && (keys == null || !keys.understands(expression.get()))) {
            throw new InvalidFieldException(
                    "spec.commitStatusExpr",
                    "no strategy understands it, and another key than it asks for would be wrong; "
                            + "remove it, or give the router a StatusKeyStrategy that understands it");
        }
        Destination destination = publisher.destination(provider);
        if (!plainHttp && "http".equalsIgnoreCase(destination.api().getScheme())) {
            throw new InvalidFieldException(
                    provider.annotation(Provider.API_URL).isPresent()
                            ? "metadata.annotations[" + Provider.API_URL + "]"
                            : "spec.address",
                    "the credentials would travel unencrypted over http; use https, or allow plain http");
        }
        return new Target(provider, type, destination);
    }

    /** The Secret, since its address overrides the Provider's. One that cannot be read now may be there when it is needed. */
    private static Optional<Secret> secret(Provider provider, SecretResolver secrets) {
        if (provider.secretRef().isEmpty()) {
            return Optional.empty();
        }
        try {
            return secrets.resolve(provider.secretRef().get());
        } catch (IOException e) {
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
