package com.example.forge.gitea;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.spi.CommitStatusPublisher;
import io.commitstatus.testing.contract.PublisherContract;
import io.commitstatus.testing.forge.ForgeResponse;
import io.commitstatus.testing.forge.StandIn;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All the rules come with the contract; this is what it needs to know of Gitea. */
class GiteaContractTest extends PublisherContract {

    @Override
    protected CommitStatusPublisher publisher() {
        return new GiteaPublisher();
    }

    @Override
    protected StandIn startStandIn() {
        return StandInGitea.start();
    }

    @Override
    protected Provider provider(StandIn standIn) {
        return Provider.builder("flux-system/forge")
                .type("gitea")
                .address(standIn.url() + "/" + repository())
                .build();
    }

    @Override
    protected String repository() {
        return "my-org/my-repo";
    }

    @Override
    protected Secret secret(String value) {
        return Secret.of(NamespacedName.parse("flux-system/gitea-token"), Map.of("token", value));
    }

    @Override
    protected String vendorState(CommitState state) {
        return GiteaSession.word(state);
    }

    @Override
    protected Optional<ForgeResponse> unknownCommit() {
        return Optional.of(ForgeResponse.json(404, Map.of("message", "object does not exist [id: 0123, rel_path: ]")));
    }

    @Override
    protected List<String> badAddresses() {
        return List.of("my-org/my-repo", "https://gitea.example.com/my-repo", "git@gitea.example.com:a/b/c");
    }
}
