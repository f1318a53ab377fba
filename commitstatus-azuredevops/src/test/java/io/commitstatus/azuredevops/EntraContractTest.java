package io.commitstatus.azuredevops;

import io.commitstatus.model.Provider;
import io.commitstatus.model.Rejection;
import io.commitstatus.model.Secret;
import io.commitstatus.testing.azuredevops.StandInAzureDevOps;
import io.commitstatus.testing.contract.RateLimitAnswer;
import io.commitstatus.testing.forge.ForgeRequest;
import io.commitstatus.testing.forge.ForgeResponse;
import io.commitstatus.testing.forge.OAuthClient;
import io.commitstatus.testing.forge.StandIn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The contract with an application of Entra: each fault meets the request for a token, which is the first; marked are its secret and the token. */
class EntraContractTest extends AzureDevOpsContractTest {
    private final StandInAzureDevOps azure = StandInAzureDevOps.start();
    private final OAuthClient application = azure.application("the-app");

    @Override
    protected StandIn startStandIn() {
        return azure;
    }

    @Override
    protected Provider provider(StandIn standIn) {
        return super.provider(standIn).toBuilder()
                .annotation(AzureDevOpsPublisher.AUTHORITY, standIn.url().toString())
                .build();
    }

    @Override
    protected Secret secret(String value) {
        application.mints(value);
        return AzureDevOps.secret(Map.of("tenantId", "the-tenant", "clientId", "the-app", "clientSecret", value));
    }

    @Override
    protected boolean asksForToken(ForgeRequest request) {
        return request.path().endsWith("/token");
    }

    /** Entra's answers are other ones. */
    @Override
    protected List<ForgeResponse> badCredentials() {
        return List.of(
                ForgeResponse.json(401, Map.of("error", "invalid_client", "error_description", "AADSTS7000215")),
                ForgeResponse.json(400, Map.of("error", "unauthorized_client", "error_description", "AADSTS700016")));
    }

    /** As any endpoint may answer; none of Azure DevOps' own. */
    @Override
    protected Map<ForgeResponse, Rejection> refusals() {
        Map<ForgeResponse, Rejection> refusals = new LinkedHashMap<>(super.refusals());
        refusals.keySet().removeIf(it -> it.body().contains("typeKey"));
        return refusals;
    }

    /** None but those of {@code Retry-After}. */
    @Override
    protected List<RateLimitAnswer> rateLimits() {
        return List.of();
    }

    /** Of a status, not of a token. */
    @Override
    protected Optional<ForgeResponse> unknownCommit() {
        return Optional.empty();
    }
}
