package io.commitstatus.bitbucket;

import io.commitstatus.model.Provider;
import io.commitstatus.spi.CommitStatusPublisher;
import io.commitstatus.spi.Destination;

/**
 * Posts commit statuses to Bitbucket Data Center and Server, for Providers of the type {@code bitbucketserver}. Stateless and thread-safe.
 *
 * <p>The Secret holds an HTTP access token that may read the repository under {@code token}, which is sent as {@code
 * Authorization: Bearer}; else {@code password}, and the user under {@code username} or in the Provider, which are sent as
 * {@code Authorization: Basic}. A password that is refused is not tried again until the Secret changes, because a few would
 * lock the account; prefer a token.
 *
 * <p>The status key goes along as the build's {@code parent}, by which the merge check for required builds finds it.
 *
 * <p>The annotation {@code commitstatus.io/api-url} gives the root of the REST APIs where it is not {@code /rest} below the
 * context path of the address.
 *
 * @since 0.1
 */
public final class BitbucketServerPublisher implements CommitStatusPublisher {

    /** For {@link java.util.ServiceLoader}. */
    public BitbucketServerPublisher() {}

    @Override
    public String type() {
        return "bitbucketserver";
    }

    @Override
    public Destination destination(Provider provider) {
        return ServerDestination.of(provider);
    }
}
