package io.commitstatus.bitbucket;

import io.commitstatus.model.Provider;
import io.commitstatus.spi.CommitStatusPublisher;
import io.commitstatus.spi.Destination;

/** Posts commit statuses to Bitbucket Data Center and Server, for Providers of the type {@code bitbucketserver}. */
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
