package io.commitstatus.testing.harness;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.spi.CommitStatusPublisher;
import io.commitstatus.testing.contract.PublisherContract;
import io.commitstatus.testing.forge.ForgeResponse;
import io.commitstatus.testing.forge.StandIn;
import java.util.Map;
import java.util.Optional;

/** What is written by PUT keeps every rule. */
class HarnessContractTest extends PublisherContract {

    @Override
    protected CommitStatusPublisher publisher() {
        return new HarnessPublisher();
    }

    @Override
    protected StandIn startStandIn() {
        return StandInHarness.start();
    }

    @Override
    protected Provider provider(StandIn standIn) {
        return Provider.builder("team/harness")
                .type("harness")
                .address(standIn.url() + "/" + repository())
                .build();
    }

    @Override
    protected String repository() {
        return "account/org/project/app";
    }

    @Override
    protected Secret secret(String value) {
        return Secret.of(NamespacedName.parse("team/harness"), Map.of("token", value));
    }

    @Override
    protected String vendorState(CommitState state) {
        return HarnessSession.word(state);
    }

    @Override
    protected Optional<ForgeResponse> unknownCommit() {
        return Optional.empty();
    }
}
