package io.commitstatus.internal.delivery;

import io.commitstatus.internal.delivery.SessionFactory.Secrets;
import io.commitstatus.internal.foreign.Foreign;
import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.policy.SecretResolver;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the Secrets that a Provider names, as they are now. */
public final class ProviderSecrets {
    private final SecretResolver resolver;

    /** Asks that resolver, each time. */
    public ProviderSecrets(SecretResolver resolver) {
        this.resolver = resolver;
    }

    /**
     * All of them.
     *
     * @throws IOException when one cannot be read now
     * @throws InvalidFieldException when one is missing
     */
    public Secrets of(Provider provider) throws IOException, InterruptedException {
        NamespacedName own = provider.secretRef().orElse(null);
        Secret credentials = own == null ? Secret.of(provider.name(), Map.of()) : find("spec.secretRef", own);
        return new Secrets(
                credentials,
                findIfNamed("spec.certSecretRef", provider.certSecretRef()),
                findIfNamed("spec.proxySecretRef", provider.proxySecretRef()));
    }

    private @Nullable Secret findIfNamed(String field, Optional<NamespacedName> name)
            throws IOException, InterruptedException {
        return name.isPresent() ? find(field, name.get()) : null;
    }

    private Secret find(String field, NamespacedName name) throws IOException, InterruptedException {
        return Foreign.io("the SecretResolver", () -> resolver.resolve(name))
                .orElseThrow(() -> new InvalidFieldException(
                        field, "Secret " + name + " was not found; create it, or give a resolver that knows it"));
    }
}
