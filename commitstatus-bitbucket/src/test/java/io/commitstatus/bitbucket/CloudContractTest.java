package io.commitstatus.bitbucket;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Rejection;
import io.commitstatus.model.Secret;
import io.commitstatus.spi.CommitStatusPublisher;
import io.commitstatus.testing.bitbucket.StandInBitbucket;
import io.commitstatus.testing.contract.PublisherContract;
import io.commitstatus.testing.contract.RateLimitAnswer;
import io.commitstatus.testing.forge.ForgeResponse;
import io.commitstatus.testing.forge.StandIn;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class CloudContractTest extends PublisherContract {

    @Override
    protected CommitStatusPublisher publisher() {
        return new BitbucketCloudPublisher();
    }

    @Override
    protected StandIn startStandIn() {
        return StandInBitbucket.start();
    }

    @Override
    protected Provider provider(StandIn standIn) {
        return Cloud.provider("https://bitbucket.org/" + repository()).toBuilder()
                .annotation(Provider.API_URL, standIn.apiUrl().toString())
                .build();
    }

    @Override
    protected String repository() {
        return "team/app";
    }

    @Override
    protected Secret secret(String value) {
        return Cloud.secret(Map.of("token", "dev@example.com:" + value));
    }

    @Override
    protected String vendorState(CommitState state) {
        return States.CLOUD.word(state);
    }

    @Override
    protected Optional<ForgeResponse> unknownCommit() {
        return Optional.of(error(404, "Commit not found"));
    }

    @Override
    protected List<String> badAddresses() {
        return List.of("team/app", "https://bitbucket.org/team", "https://bitbucket.org/team/app/src/main");
    }

    @Override
    protected List<ForgeResponse> refusedParts() {
        Map<String, Object> error =
                Map.of("message", "Bad request", "fields", Map.of("url", List.of("Enter a valid URL.")));
        return List.of(ForgeResponse.json(400, Map.of("type", "error", "error", error)));
    }

    @Override
    protected List<RateLimitAnswer> rateLimits() {
        return List.of(new RateLimitAnswer(
                error(429, "Rate limit for this resource has been exceeded"), Duration.ofMinutes(5)));
    }

    @Override
    protected Map<ForgeResponse, Rejection> refusals() {
        Map<ForgeResponse, Rejection> refusals = new LinkedHashMap<>(super.refusals());
        refusals.put(error(410, "CHANGE-1234 - Functionality has been deprecated"), Rejection.INVALID);
        return refusals;
    }

    private static ForgeResponse error(int status, String message) {
        return ForgeResponse.json(status, Map.of("type", "error", "error", Map.of("message", message)));
    }
}
