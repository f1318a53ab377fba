package io.commitstatus.bitbucket;

import io.commitstatus.model.Provider;
import io.commitstatus.spi.CommitStatusPublisher;
import io.commitstatus.spi.Destination;

/** Posts commit statuses to bitbucket.org, for Providers of the type {@code bitbucket}. */
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
