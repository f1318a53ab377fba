package io.commitstatus.azuredevops;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who the process is at Entra, for Providers whose Secret holds no credential. Off unless a program asks for it, since whoever may
 * write a Provider then writes with it; its tokens go to Azure DevOps Services alone, never to another host that a Provider names.
 * Immutable.
 *
 * @since 0.1
 */
public final class AmbientIdentity {
    private final Map<String, String> environment;
    private final boolean workloadIdentity;
    private final boolean managedIdentity;
    private final @Nullable ServiceAccountTokens serviceAccounts;

    private AmbientIdentity(
            Map<String, String> environment,
            boolean workloadIdentity,
            boolean managedIdentity,
            @Nullable ServiceAccountTokens serviceAccounts) {
        this.environment = Map.copyOf(environment);
        this.workloadIdentity = workloadIdentity;
        this.managedIdentity = managedIdentity;
        this.serviceAccounts = serviceAccounts;
    }

    /** None: Secrets hold all credentials. */
    public static AmbientIdentity none() {
        return new AmbientIdentity(Map.of(), false, false, null);
    }

    /**
     * Workload identity as AKS sets it up, by {@code AZURE_CLIENT_ID}, {@code AZURE_TENANT_ID}, {@code
     * AZURE_FEDERATED_TOKEN_FILE} and, where it is not the public cloud, {@code AZURE_AUTHORITY_HOST}. The file is read each time that
     * a token is minted, since the kubelet replaces it.
     *
     * @param environment such as {@link System#getenv()}
     */
    public AmbientIdentity withWorkloadIdentity(Map<String, String> environment) {
        return new AmbientIdentity(environment, true, managedIdentity, serviceAccounts);
    }

    /** The managed identity of the virtual machine, from its metadata service; after workload identity where both are asked for. */
    public AmbientIdentity withManagedIdentity() {
        return new AmbientIdentity(environment, workloadIdentity, true, serviceAccounts);
    }

    /**
     * A hook for {@code spec.serviceAccountName}. Tenant and application are then the Secret's {@code tenantId} and {@code clientId},
     * else the environment's that {@link #withWorkloadIdentity} was given.
     */
    public AmbientIdentity withServiceAccounts(ServiceAccountTokens tokens) {
        return new AmbientIdentity(environment, workloadIdentity, managedIdentity, tokens);
    }

    Optional<ServiceAccountTokens> serviceAccounts() {
        return Optional.ofNullable(serviceAccounts);
    }

    boolean managedIdentity() {
        return managedIdentity;
    }

    Optional<String> tenant() {
        return variable("AZURE_TENANT_ID");
    }

    Optional<String> client() {
        return variable("AZURE_CLIENT_ID");
    }

    Optional<String> authority() {
        return variable("AZURE_AUTHORITY_HOST");
    }

    Optional<Path> tokenFile() {
        return workloadIdentity ? variable("AZURE_FEDERATED_TOKEN_FILE").map(Path::of) : Optional.empty();
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(it -> !it.isEmpty());
    }
}
