/** Commit statuses on Bitbucket: the Provider types {@code bitbucket} (Cloud) and {@code bitbucketserver} (Data Center). */
module io.commitstatus.bitbucket {
    requires transitive io.commitstatus.core;
    requires org.slf4j;
    requires static org.jspecify;

    exports io.commitstatus.bitbucket;

    provides io.commitstatus.spi.CommitStatusPublisher with
            io.commitstatus.bitbucket.BitbucketCloudPublisher,
            io.commitstatus.bitbucket.BitbucketServerPublisher;
}
