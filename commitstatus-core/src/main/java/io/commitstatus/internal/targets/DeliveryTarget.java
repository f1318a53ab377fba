package io.commitstatus.internal.targets;

import io.commitstatus.internal.foreign.Foreign;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.DeliveryKey;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.RateLimit;
import io.commitstatus.spi.http.ApiRoot;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * Where a Provider's statuses go. What the publisher tells of its destination is asked once, when the configuration is put in
 * force, so that none of its code runs under a lock or between two claims.
 *
 * @param provider the Provider, with the Secret's address where that overrides its own
 * @param type the publisher's type
 * @param destination the repository
 * @param api the API's root
 * @param repository its canonical form
 * @param origin scheme, host and port of the API
 * @param oneAtATimePerCommit whether two statuses of one commit must not be sent at the same time
 * @param rateLimits which the credential keeps
 * @param lease for how long a row of this Provider is leased
 */
public record DeliveryTarget(
        Provider provider,
        String type,
        Destination destination,
        URI api,
        String repository,
        String origin,
        boolean oneAtATimePerCommit,
        List<RateLimit> rateLimits,
        Duration lease) {
    /** A token, a question and a post, each within the Provider's timeout, and time to settle. */
    private static final int EXCHANGES = 3;

    private static final Duration MARGIN = Duration.ofSeconds(30);

    /**
     * Asks a destination what delivery needs to know.
     *
     * @param limits the rate limits to keep, given what the destination says
     */
    public static DeliveryTarget of(
            Provider provider, String type, Destination destination, Function<Destination, List<RateLimit>> limits) {
        return Foreign.call("the publisher of type " + type, () -> {
            URI api = ApiRoot.canonical(destination.api());
            String origin = api.getScheme() + "://" + api.getRawAuthority();
            return new DeliveryTarget(
                    provider,
                    type,
                    destination,
                    api,
                    destination.repository(),
                    origin,
                    destination.oneAtATimePerCommit(),
                    List.copyOf(limits.apply(destination)),
                    provider.timeout().multipliedBy(EXCHANGES).plus(MARGIN));
        });
    }

    /** {@return the Provider's name} */
    public NamespacedName name() {
        return provider.name();
    }

    /** {@return the register of a status there} */
    public DeliveryKey keyOf(CommitStatus status) {
        String key = Foreign.call("the publisher of type " + type, () -> destination.vendorKey(status));
        return new DeliveryKey(type, api, provider.name().namespace(), repository, status.commit(), key);
    }

    /** {@return whether a register is one of this repository; it is not when the Provider was pointed elsewhere since} */
    public boolean serves(DeliveryKey key) {
        return key.namespace().equals(provider.name().namespace())
                && key.type().equals(type)
                && key.api().equals(api)
                && key.repository().equals(repository);
    }
}
