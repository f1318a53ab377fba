package io.commitstatus.bitbucket;

import io.commitstatus.model.Rejection;
import io.commitstatus.model.Secret;
import io.commitstatus.testing.bitbucket.StandInBitbucket;
import io.commitstatus.testing.contract.RateLimitAnswer;
import io.commitstatus.testing.forge.ForgeRequest;
import io.commitstatus.testing.forge.ForgeResponse;
import io.commitstatus.testing.forge.OAuthClient;
import io.commitstatus.testing.forge.StandIn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The contract with an OAuth consumer: each fault meets the request for a token, which is the first; marked are its secret and the token. */
class ConsumerContractTest extends CloudContractTest {
    private final StandInBitbucket bitbucket = StandInBitbucket.start();
    private final OAuthClient consumer = bitbucket.consumer("the-consumer");

    @Override
    protected StandIn startStandIn() {
        return bitbucket;
    }

    @Override
    protected Secret secret(String value) {
        consumer.mints(value);
        return Cloud.secret(Map.of(ConsumerTokens.ID, "the-consumer", ConsumerTokens.SECRET, value));
    }

    @Override
    protected boolean asksForToken(ForgeRequest request) {
        return request.path().endsWith("/access_token");
    }

    /** As RFC 6749 has it. */
    @Override
    protected List<ForgeResponse> badCredentials() {
        return List.of(
                ForgeResponse.json(401, Map.of("error", "invalid_client")),
                ForgeResponse.json(400, Map.of("error", "invalid_grant", "error_description", "no callback uri")));
    }

    /** As any endpoint may answer; none of the API's own. */
    @Override
    protected Map<ForgeResponse, Rejection> refusals() {
        Map<ForgeResponse, Rejection> refusals = new LinkedHashMap<>(super.refusals());
        refusals.keySet().removeIf(it -> it.status() == 410);
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

    /** Of a status, not of a token. */
    @Override
    protected List<ForgeResponse> refusedParts() {
        return List.of();
    }
}
