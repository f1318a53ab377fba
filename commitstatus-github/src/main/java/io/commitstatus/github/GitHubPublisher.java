package io.commitstatus.github;

import io.commitstatus.model.Provider;
import io.commitstatus.spi.CommitStatusPublisher;
import io.commitstatus.spi.Destination;

/** Posts commit statuses to github.com, GHE.com and GitHub Enterprise Server, for Providers of the type {@code github}. */
public final class GitHubPublisher implements CommitStatusPublisher {

    /** For {@link java.util.ServiceLoader}. */
    public GitHubPublisher() {}

    @Override
    public String type() {
        return "github";
    }

    @Override
    public Destination destination(Provider provider) {
        return GitHubDestination.of(provider);
    }
}
