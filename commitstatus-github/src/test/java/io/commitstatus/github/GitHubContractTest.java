package io.commitstatus.github;

import io.commitstatus.conformance.answers.Answers;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.spi.CommitStatusPublisher;
import io.commitstatus.testing.contract.PublisherContract;
import io.commitstatus.testing.contract.RateLimitAnswer;
import io.commitstatus.testing.forge.ForgeResponse;
import io.commitstatus.testing.forge.StandIn;
import io.commitstatus.testing.github.StandInGitHub;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class GitHubContractTest extends PublisherContract {

    @Override
    protected CommitStatusPublisher publisher() {
        return new GitHubPublisher();
    }

    @Override
    protected StandIn startStandIn() {
        return StandInGitHub.start();
    }

    @Override
    protected Provider provider(StandIn standIn) {
        return GitHub.provider(((StandInGitHub) standIn).address(repository()));
    }

    @Override
    protected String repository() {
        return "my-org/my.repo";
    }

    @Override
    protected Secret secret(String value) {
        return GitHub.secret(Map.of("token", value));
    }

    @Override
    protected String vendorState(CommitState state) {
        return States.word(state);
    }

    @Override
    protected Optional<ForgeResponse> unknownCommit() {
        return Optional.of(Answers.response("422 {\"message\":\"No commit found for SHA: 0123\"}"));
    }

    @Override
    protected List<String> badAddresses() {
        return List.of("my-org/my.repo", "https://github.com/my-org", "https://github.com/my-org/my.repo/tree/main");
    }

    @Override
    protected boolean takesEmoji() {
        return false;
    }

    @Override
    protected List<ForgeResponse> refusedParts() {
        return List.of(
                invalid("\"field\":\"description\",\"message\":\"description doesn't accept 4-byte Unicode\""),
                invalid("\"code\":\"invalid\",\"field\":\"target_url\""));
    }

    private static ForgeResponse invalid(String error) {
        return Answers.response(
                "422 {\"message\":\"Validation Failed\",\"errors\":[{\"resource\":\"Status\"," + error + "}]}");
    }

    @Override
    protected List<RateLimitAnswer> rateLimits() {
        ForgeResponse primary = Answers.response("403 [Date: Fri, 01 May 2026 12:00:00 GMT; X-RateLimit-Remaining: 0;"
                + " X-RateLimit-Reset: " + now().plusSeconds(300).getEpochSecond()
                + "] {\"message\":\"API rate limit exceeded\"}");
        ForgeResponse secondary = Answers.response("403 {\"message\":\"You have exceeded a secondary rate limit\"}");
        return List.of(
                new RateLimitAnswer(primary, Duration.ofMinutes(5)),
                new RateLimitAnswer(secondary, Duration.ofMinutes(1)),
                new RateLimitAnswer(secondary.header("Retry-After", "7"), Duration.ofSeconds(7)));
    }
}
