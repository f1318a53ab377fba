package io.commitstatus.github;

import io.commitstatus.model.Provider;
import io.commitstatus.spi.CommitStatusPublisher;
import io.commitstatus.spi.Destination;

/**
 * Posts commit statuses to github.com, GHE.com and GitHub Enterprise Server, for Providers of the type {@code github}.
 *
 * <p>The Secret holds a token under {@code token}, else {@code password}: a fine-grained personal access token with
 * "Commit statuses: write" on the repository, or a classic one with the scope {@code repo:status}. It is sent as {@code
 * Authorization: Bearer}.
 *
 * <p>The annotation {@code commitstatus.io/api-url} gives the API's root where it is not the one that belongs to the address.
 */
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
