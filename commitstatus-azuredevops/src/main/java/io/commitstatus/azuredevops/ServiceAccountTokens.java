package io.commitstatus.azuredevops;

import io.commitstatus.model.NamespacedName;
import java.io.IOException;

/**
 * Gets tokens of Kubernetes service accounts, for Providers with {@code spec.serviceAccountName}: a controller serves it with a
 * TokenRequest. Thread-safe.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface ServiceAccountTokens {

    /**
     * A token, to be exchanged at Entra for one of the application whose federated credential names the service account.
     *
     * @param account the service account, in the Provider's namespace
     * @param audience for whom it has to be
     * @throws IOException when there is none to be had now
     * @throws InterruptedException when the thread was interrupted
     */
    String token(NamespacedName account, String audience) throws IOException, InterruptedException;
}
