package io.commitstatus.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Provider;
import io.commitstatus.spi.CommitStatusPublisher;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.testing.MarkedSecret;
import io.commitstatus.testing.forge.FakeForge;
import io.commitstatus.testing.forge.ShownStatus;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** What the rules for publishers have in common. */
abstract class PublisherRules {
    /** Longer than anything takes that goes right. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    /** The implementor's, with the stand-in of this test. */
    final PublisherContract contract;

    final MarkedSecret mark;

    PublisherRules(PublisherContract contract) {
        this.contract = contract;
        this.mark = contract.mark;
    }

    final CommitStatusPublisher publisher() {
        return contract.publisher();
    }

    final Provider provider() {
        return contract.provider();
    }

    final Destination destination() {
        return contract.destination();
    }

    final FakeForge forge() {
        return contract.forge();
    }

    final PublisherSession open() {
        return contract.open(provider(), mark);
    }

    final boolean readsLatest() {
        return contract.readsLatest();
    }

    final CommitStatus status(CommitState state, String description) {
        return CommitStatus.builder("0123456789".repeat(4), "deploy/prod", state)
                .description(description)
                .targetUrl(URI.create("https://ci.example.com/runs/7"))
                .build();
    }

    final void lands(PublisherSession session, CommitStatus status) {
        Attempt attempt = Attempt.publish(session, status);
        assertThat(attempt.claimsSuccess())
                .as("%s: %s", status, attempt.everything())
                .isTrue();
        assertShown(status);
    }

    final void assertShown(CommitStatus status) {
        assertShown(status, status.description());
    }

    final void assertShown(CommitStatus status, String description) {
        Optional<ShownStatus> shown = contract.shown(status);
        assertThat(shown).as("what is shown for %s", status).isPresent();
        assertThat(shown.get().state()).isEqualTo(contract.vendorState(status.state()));
        assertThat(shown.get().description()).isEqualTo(description);
        assertThat(shown.get().targetUrl()).isEqualTo(status.targetUrl().map(URI::toString));
    }
}
