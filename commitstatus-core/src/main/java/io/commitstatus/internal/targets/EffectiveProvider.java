package io.commitstatus.internal.targets;

import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a Provider is together with its Secret. */
public final class EffectiveProvider {
    private static final int LONGEST_ADDRESS = 2048;

    private EffectiveProvider() {}

    /**
     * The Provider with the Secret's {@code address}, trimmed, in place of its own. As in Flux, the key counts when it is
     * there, even when it is empty.
     *
     * @throws InvalidFieldException for the Secret's key {@code address}, when it is empty, too long or not UTF-8
     */
    public static Provider of(Provider provider, Optional<Secret> secret) {
        Optional<String> address = secret.flatMap(it -> it.value("address")).map(String::trim);
        if (address.isEmpty()) {
            return provider;
        }
        if (address.get().isEmpty()) {
            throw new InvalidFieldException(
                    "address",
                    "the Secret's key \"address\" is empty and overrides the Provider's address; fill or remove the key");
        }
        if (address.get().getBytes(StandardCharsets.UTF_8).length > LONGEST_ADDRESS) {
            throw new InvalidFieldException(
                    "address",
                    "the Secret's key \"address\" is longer than " + LONGEST_ADDRESS
                            + " bytes; write a repository's address");
        }
        return provider.toBuilder().address(address.get()).build();
    }
}
