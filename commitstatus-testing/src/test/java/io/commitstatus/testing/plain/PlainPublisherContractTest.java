package io.commitstatus.testing.plain;

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

class PlainPublisherContractTest extends PublisherContract {
    @Override
    protected CommitStatusPublisher publisher() {
        return new PlainPublisher();
    }

    @Override
    protected StandIn startStandIn() {
        return PlainForge.start();
    }

    @Override
    protected Provider provider(StandIn standIn) {
        String address = standIn.url() + "/" + repository();
        return Provider.builder("team/plain").type("plain").address(address).build();
    }

    @Override
    protected String repository() {
        return "org/app";
    }

    @Override
    protected Secret secret(String value) {
        return Secret.of(NamespacedName.parse("team/plain"), Map.of("token", value));
    }

    @Override
    protected String vendorState(CommitState state) {
        return PlainSession.word(state);
    }

    @Override
    protected Optional<ForgeResponse> unknownCommit() {
        return Optional.of(ForgeResponse.json(409, Map.of("message", "no such commit yet")));
    }
}
