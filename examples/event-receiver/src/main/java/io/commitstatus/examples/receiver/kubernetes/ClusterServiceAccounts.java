package io.commitstatus.examples.receiver.kubernetes;

import io.commitstatus.azuredevops.ServiceAccountTokens;
import io.commitstatus.model.NamespacedName;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;

/**
 * Tokens of a cluster's service accounts, for Providers with {@code spec.serviceAccountName}. They live for ten minutes, the
 * least that the API gives, since each is exchanged at once. Needs the right to create {@code serviceaccounts/token}.
 */
public final class ClusterServiceAccounts implements ServiceAccountTokens {
    private static final long SECONDS = 600;

    private final KubernetesClient client;

    /** Asks nothing yet. */
    public ClusterServiceAccounts(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public String token(NamespacedName account, String audience) throws IOException {
        TokenRequest request = new TokenRequestBuilder()
                .withNewSpec()
                .withAudiences(audience)
                .withExpirationSeconds(SECONDS)
                .endSpec()
                .build();
        try {
            return client.serviceAccounts()
                    .inNamespace(account.namespace())
                    .withName(account.name())
                    .tokenRequest(request)
                    .getStatus()
                    .getToken();
        } catch (KubernetesClientException e) {
            throw new IOException(
                    "the cluster gives no token of the service account " + account + ": " + e.getMessage(), e);
        }
    }
}
