package io.commitstatus.bitbucket;

import io.commitstatus.conformance.answers.Answers;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.spi.CommitStatusPublisher;
import io.commitstatus.testing.bitbucket.StandInBitbucketServer;
import io.commitstatus.testing.contract.PublisherContract;
import io.commitstatus.testing.contract.RateLimitAnswer;
import io.commitstatus.testing.forge.ForgeResponse;
import io.commitstatus.testing.forge.StandIn;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class ServerContractTest extends PublisherContract {

    @Override
    protected CommitStatusPublisher publisher() {
        return new BitbucketServerPublisher();
    }

    @Override
    protected StandIn startStandIn() {
        return StandInBitbucketServer.start();
    }

    @Override
    protected Provider provider(StandIn standIn) {
        return Server.provider(((StandInBitbucketServer) standIn).address(repository()));
    }

    @Override
    protected String repository() {
        return "PRJ/app";
    }

    @Override
    protected Secret secret(String value) {
        return Cloud.secret(Map.of("token", value));
    }

    @Override
    protected String vendorState(CommitState state) {
        return States.SERVER.word(state);
    }

    @Override
    protected Optional<ForgeResponse> unknownCommit() {
        String answer = Server.answers("404 commit.NoSuchCommitException \"Commit does not exist\"");
        return Optional.of(Answers.response(answer));
    }

    @Override
    protected List<String> badAddresses() {
        return List.of("PRJ/app", "https://git.example.com/PRJ/app.git", "https://git.example.com/scm/PRJ");
    }

    @Override
    protected List<ForgeResponse> refusedParts() {
        return List.of(
                Answers.response("400 {\"errors\":[{\"context\":\"url\",\"message\":\"must be a valid URL\"}]}"));
    }

    @Override
    protected List<RateLimitAnswer> rateLimits() {
        ForgeResponse tooMany = ForgeResponse.empty(429).header("X-RateLimit-Remaining", "0");
        return List.of(
                new RateLimitAnswer(tooMany.header("X-RateLimit-Interval-Seconds", "20"), Duration.ofSeconds(20)));
    }
}
