package io.commitstatus.gitlab;

import io.commitstatus.conformance.delivery.DeliveryContract;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.Provider;
import io.commitstatus.testing.forge.Fault;
import io.commitstatus.testing.forge.StandIn;
import io.commitstatus.testing.gitlab.StandInGitLab;
import java.time.Clock;
import java.util.List;
import java.util.Random;

class GitLabDeliveryTest extends DeliveryContract {

    @Override
    protected StandIn startStandIn(Clock clock) {
        return StandInGitLab.start(clock);
    }

    @Override
    protected Provider.Builder provider(StandIn standIn, String name, String repository) {
        return Provider.builder("flux-system/" + name)
                .type("gitlab")
                .address(((StandInGitLab) standIn).address(repository));
    }

    /** Those that end something: of two that are under way GitLab refuses the later one, which {@link SessionTest} is about. */
    @Override
    protected List<CommitState> states() {
        return List.of(CommitState.SUCCESS, CommitState.FAILURE, CommitState.CANCELED);
    }

    @Override
    protected List<Fault> faults() {
        return List.of(
                Fault.answer(409, "{\"message\":\"Another update to this commit status is in progress\"}"),
                Fault.answer(429, "Retry later\n"));
    }

    /** A pipeline that the next status would go to, were it not told where it belongs. */
    @Override
    protected void meanwhile(StandIn standIn, Random random) {
        String commit = String.format("%040x", random.nextInt(12) + 1);
        ((StandInGitLab) standIn)
                .startPipeline(repositories().get(random.nextInt(repositories().size())), commit, "main");
    }

    @Override
    protected int steps() {
        return 600;
    }
}
