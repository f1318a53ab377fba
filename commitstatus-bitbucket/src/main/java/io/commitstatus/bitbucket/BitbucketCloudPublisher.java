package io.commitstatus.bitbucket;

import io.commitstatus.model.Provider;
import io.commitstatus.spi.CommitStatusPublisher;
import io.commitstatus.spi.Destination;

/**
 * Posts commit statuses to bitbucket.org, for Providers of the type {@code bitbucket}. Stateless and thread-safe.
 *
 * <p>The Secret holds a token under {@code token}: {@code email:api-token}, an Atlassian account's email and an API token with
 * {@code read:repository:bitbucket}, which is sent as {@code Authorization: Basic}; or the access token of a repository, a
 * project or a workspace with the scope {@code repository}, which is sent as {@code Authorization: Bearer}. App passwords have
 * ended. Without {@code token} it holds an OAuth consumer of the workspace, its key under {@code clientId} and its secret under
 * {@code clientSecret}, with the permission to read repositories; its tokens live for two hours. Only the account that has posted a status, or an administrator, may overwrite it.
 *
 * <p>The annotation {@code commitstatus.io/api-url} gives the API's root where it is not {@code
 * https://api.bitbucket.org/2.0}.
 *
 * @since 0.1
 */
public final class BitbucketCloudPublisher implements CommitStatusPublisher {

    /** For {@link java.util.ServiceLoader}. */
    public BitbucketCloudPublisher() {}

    @Override
    public String type() {
        return "bitbucket";
    }

    @Override
    public Destination destination(Provider provider) {
        return CloudDestination.of(provider);
    }
}
