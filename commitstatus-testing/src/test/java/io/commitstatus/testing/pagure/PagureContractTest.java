package io.commitstatus.testing.pagure;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.spi.CommitStatusPublisher;
import io.commitstatus.testing.contract.PublisherContract;
import io.commitstatus.testing.forge.ForgeResponse;
import io.commitstatus.testing.forge.StandIn;
import java.util.Map;
import java.util.Optional;

/** What is written as a form keeps every rule, and so does a host that demands a description. */
class PagureContractTest extends PublisherContract {

    @Override
    protected CommitStatusPublisher publisher() {
        return new PagurePublisher();
    }

    @Override
    protected StandIn startStandIn() {
        return StandInPagure.start();
    }

    @Override
    protected Provider provider(StandIn standIn) {
        return Provider.builder("team/pagure")
                .type("pagure")
                .address(standIn.url() + "/" + repository())
                .build();
    }

    @Override
    protected String repository() {
        return "rpms/app";
    }

    @Override
    protected Secret secret(String value) {
        return Secret.of(NamespacedName.parse("team/pagure"), Map.of("token", value));
    }

    @Override
    protected String vendorState(CommitState state) {
        return PagureSession.word(state);
    }

    @Override
    protected String shownWithoutDescription(CommitStatus status) {
        return PagureSession.comment(status);
    }

    @Override
    protected Optional<ForgeResponse> unknownCommit() {
        return Optional.of(ForgeResponse.json(
                404, Map.of("error", "Commit not found in this repository", "error_code", "ENOCOMMIT")));
    }
}
