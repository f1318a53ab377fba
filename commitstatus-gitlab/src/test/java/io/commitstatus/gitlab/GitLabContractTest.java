package io.commitstatus.gitlab;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Rejection;
import io.commitstatus.model.Secret;
import io.commitstatus.spi.CommitStatusPublisher;
import io.commitstatus.testing.contract.PublisherContract;
import io.commitstatus.testing.contract.RateLimitAnswer;
import io.commitstatus.testing.forge.ForgeResponse;
import io.commitstatus.testing.forge.StandIn;
import io.commitstatus.testing.gitlab.StandInGitLab;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class GitLabContractTest extends PublisherContract {

    @Override
    protected CommitStatusPublisher publisher() {
        return new GitLabPublisher();
    }

    @Override
    protected StandIn startStandIn() {
        return StandInGitLab.start();
    }

    @Override
    protected Provider provider(StandIn standIn) {
        return GitLab.provider(((StandInGitLab) standIn).address("Group/Sub.Group/My-Project.git"));
    }

    @Override
    protected String repository() {
        return "group/sub.group/my-project";
    }

    @Override
    protected Secret secret(String value) {
        return GitLab.secret(Map.of("token", value));
    }

    @Override
    protected List<String> badAddresses() {
        return List.of(
                "no address at all",
                "ftp://gitlab.example.com/group/project",
                "https://gitlab.example.com/",
                "https://gitlab.example.com/project",
                "https://gitlab.example.com/../project",
                "git@gitlab.com:project.git");
    }

    @Override
    protected String vendorState(CommitState state) {
        return States.word(state);
    }

    @Override
    protected Optional<ForgeResponse> unknownCommit() {
        return Optional.of(ForgeResponse.json(404, Map.of("message", "404 Commit Not Found")));
    }

    @Override
    protected List<ForgeResponse> refusedParts() {
        return List.of(ForgeResponse.json(
                400,
                Map.of("message", Map.of("target_url", List.of("is blocked: Host cannot be resolved or invalid")))));
    }

    @Override
    protected List<RateLimitAnswer> rateLimits() {
        String inAMinute = Long.toString(now().plusSeconds(60).getEpochSecond());
        ForgeResponse text = ForgeResponse.text(429, "Retry later\n");
        return List.of(
                new RateLimitAnswer(text.header("Retry-After", "60"), Duration.ofSeconds(60)),
                new RateLimitAnswer(text.header("RateLimit-Reset", inAMinute), Duration.ofSeconds(60)),
                new RateLimitAnswer(ForgeResponse.text(429, "Come back tomorrow"), Duration.ofSeconds(60)));
    }

    @Override
    protected List<ForgeResponse> badCredentials() {
        return List.of(
                ForgeResponse.json(401, Map.of("message", "401 Unauthorized")),
                ForgeResponse.json(401, Map.of("error", "invalid_token", "error_description", "Token was revoked.")),
                ForgeResponse.empty(401));
    }

    @Override
    protected Map<ForgeResponse, Rejection> refusals() {
        Map<ForgeResponse, Rejection> refusals = new LinkedHashMap<>(super.refusals());
        refusals.put(
                ForgeResponse.json(403, Map.of("error", "insufficient_scope", "error_description", "more")),
                Rejection.FORBIDDEN);
        refusals.put(ForgeResponse.json(404, Map.of("message", "404 Project Not Found")), Rejection.NOT_FOUND);
        refusals.put(
                ForgeResponse.json(400, Map.of("message", Map.of("name", List.of("has already been taken")))),
                Rejection.INVALID);
        refusals.put(ForgeResponse.json(400, Map.of("error", "state does not have a valid value")), Rejection.INVALID);
        refusals.put(
                ForgeResponse.json(422, Map.of("message", "The number of jobs has exceeded the limit")),
                Rejection.CEILING);
        return refusals;
    }
}
