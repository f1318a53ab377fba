package io.commitstatus.gitlab;

import io.commitstatus.conformance.answers.Answers;
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
        return Optional.of(Answers.response("404 {\"message\":\"404 Commit Not Found\"}"));
    }

    @Override
    protected List<ForgeResponse> refusedParts() {
        return List.of(Answers.response(
                "400 {\"message\":{\"target_url\":[\"is blocked: Host cannot be resolved or invalid\"]}}"));
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
                Answers.response("401 {\"message\":\"401 Unauthorized\"}"),
                Answers.response("401 {\"error\":\"invalid_token\",\"error_description\":\"Token was revoked.\"}"),
                ForgeResponse.empty(401));
    }

    @Override
    protected Map<ForgeResponse, Rejection> refusals() {
        Map<ForgeResponse, Rejection> refusals = new LinkedHashMap<>(super.refusals());
        Map.of(
                        "403 {\"error\":\"insufficient_scope\",\"error_description\":\"more\"}", Rejection.FORBIDDEN,
                        "404 {\"message\":\"404 Project Not Found\"}", Rejection.NOT_FOUND,
                        "400 {\"message\":{\"name\":[\"has already been taken\"]}}", Rejection.INVALID,
                        "400 {\"error\":\"state does not have a valid value\"}", Rejection.INVALID,
                        "422 {\"message\":\"The number of jobs has exceeded the limit\"}", Rejection.CEILING)
                .forEach((answer, kind) -> refusals.put(Answers.response(answer), kind));
        return refusals;
    }
}
