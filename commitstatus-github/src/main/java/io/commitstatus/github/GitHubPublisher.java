package io.commitstatus.github;

import io.commitstatus.model.Provider;
import io.commitstatus.spi.CommitStatusPublisher;
import io.commitstatus.spi.Destination;

/**
 * Posts commit statuses to github.com, GHE.com and GitHub Enterprise Server, for Providers of the type {@code github}. Stateless and thread-safe.
 *
 * <p>The Secret holds a token under {@code token}, else {@code password}: a fine-grained personal access token with
 * "Commit statuses: write" on the repository, or a classic one with the scope {@code repo:status}. It is sent as {@code
 * Authorization: Bearer}.
 *
 * <p>Without them it holds a GitHub App, by Flux's keys: {@code githubAppID} (or the client id), {@code githubAppPrivateKey}
 * (PEM, PKCS#1 as GitHub hands it out, or PKCS#8), and {@code githubAppInstallationID}, without which the installation is looked up
 * by the repository; {@code githubAppInstallationOwner} may confirm its owner, and {@code githubAppBaseURL} the API's root, which
 * has to be at the repository's own API. Installation tokens are asked for one repository and {@code statuses: write} alone, live
 * for an hour, and count towards GitHub's 2000 token requests an hour, once for each repository.
 *
 * <p>The annotation {@code commitstatus.io/api-url} gives the API's root where it is not the one that belongs to the address.
 *
 * @since 0.1
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
