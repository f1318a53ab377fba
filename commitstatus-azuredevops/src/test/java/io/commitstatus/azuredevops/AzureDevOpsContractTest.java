package io.commitstatus.azuredevops;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Rejection;
import io.commitstatus.model.Secret;
import io.commitstatus.spi.CommitStatusPublisher;
import io.commitstatus.testing.azuredevops.StandInAzureDevOps;
import io.commitstatus.testing.contract.PublisherContract;
import io.commitstatus.testing.contract.RateLimitAnswer;
import io.commitstatus.testing.forge.ForgeResponse;
import io.commitstatus.testing.forge.StandIn;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class AzureDevOpsContractTest extends PublisherContract {

    @Override
    protected CommitStatusPublisher publisher() {
        return new AzureDevOpsPublisher();
    }

    @Override
    protected StandIn startStandIn() {
        return StandInAzureDevOps.start();
    }

    @Override
    protected Provider provider(StandIn standIn) {
        return AzureDevOps.provider(((StandInAzureDevOps) standIn).address(repository()));
    }

    @Override
    protected String repository() {
        return "My Project/my.repo";
    }

    @Override
    protected Secret secret(String value) {
        return AzureDevOps.secret(Map.of("token", value));
    }

    @Override
    protected String vendorState(CommitState state) {
        return States.word(state);
    }

    @Override
    protected Optional<ForgeResponse> unknownCommit() {
        return Optional.of(error(404, "GitUnresolvableToCommitException"));
    }

    @Override
    protected List<String> badAddresses() {
        return List.of(
                "my-project/_git/my-repo",
                "https://dev.azure.com/my-org/my-project/my-repo",
                "https://dev.azure.com/_git/my-repo",
                "https://devops.example.com/collection/_git/my-repo");
    }

    @Override
    protected List<RateLimitAnswer> rateLimits() {
        ForgeResponse blocked = ForgeResponse.json(429, Map.of("message", "TF400733: The request has been canceled"))
                .header("Date", "Fri, 01 May 2026 12:00:00 GMT")
                .header(
                        "X-RateLimit-Reset",
                        Long.toString(now().plusSeconds(240).getEpochSecond()));
        return List.of(
                new RateLimitAnswer(blocked, Duration.ofMinutes(4)),
                new RateLimitAnswer(blocked.header("Retry-After", "7"), Duration.ofSeconds(7)));
    }

    /** The page to sign in, in all its disguises. */
    @Override
    protected List<ForgeResponse> badCredentials() {
        String page = "<html><body>Sign in</body></html>";
        Map<String, String> html = Map.of("Content-Type", "text/html; charset=utf-8");
        return List.of(
                new ForgeResponse(200, html, page),
                new ForgeResponse(203, html, page),
                new ForgeResponse(302, html, page).header("Location", "/_signin"),
                new ForgeResponse(401, html, page),
                error(401, "UnauthorizedRequestException"));
    }

    @Override
    protected Map<ForgeResponse, Rejection> refusals() {
        Map<ForgeResponse, Rejection> refusals = new LinkedHashMap<>(super.refusals());
        refusals.put(error(400, "VssVersionOutOfRangeException"), Rejection.INVALID);
        refusals.put(error(400, "ProjectDoesNotExistWithNameException"), Rejection.NOT_FOUND);
        refusals.put(error(403, "GitNeedsPermissionException"), Rejection.FORBIDDEN);
        refusals.put(error(404, "GitRepositoryNotFoundException"), Rejection.NOT_FOUND);
        return refusals;
    }

    private static ForgeResponse error(int status, String typeKey) {
        return ForgeResponse.json(status, Map.of("$id", "1", "typeKey", typeKey, "message", "TF0: told by the server"));
    }
}
