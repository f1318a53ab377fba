package io.commitstatus.testing.plain;

import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Provider;
import io.commitstatus.spi.CheckResult;
import io.commitstatus.spi.CommitStatusPublisher;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.PublisherContext;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.StatusLimits;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** The plain publisher, in which one thing is made wrong by overriding. */
class BrokenContract extends PlainPublisherContractTest {

    @Override
    protected CommitStatusPublisher publisher() {
        return new BrokenPublisher();
    }

    /** What becomes of a good session. */
    PublishResult publish(PublisherSession good, PublisherContext context, CommitStatus status)
            throws IOException, InterruptedException {
        return good.publish(status);
    }

    Optional<CommitStatus> latest(PublisherSession good, CommitStatus like) throws IOException, InterruptedException {
        return good.latest(like);
    }

    CheckResult check(PublisherSession good) throws IOException, InterruptedException {
        return good.check();
    }

    void close(PublisherSession good) {
        good.close();
    }

    String vendorKey(Destination good, CommitStatus status) {
        return good.vendorKey(status);
    }

    Provider seen(Provider provider) {
        return provider;
    }

    PublisherContext seen(PublisherContext context) {
        return context;
    }

    private final class BrokenPublisher implements CommitStatusPublisher {
        @Override
        public String type() {
            return "plain";
        }

        @Override
        public Destination destination(Provider provider) {
            return new BrokenDestination(new PlainPublisher().destination(seen(provider)));
        }
    }

    private final class BrokenDestination implements Destination {
        private final Destination good;

        BrokenDestination(Destination good) {
            this.good = good;
        }

        @Override
        public URI api() {
            return good.api();
        }

        @Override
        public String repository() {
            return good.repository();
        }

        @Override
        public StatusLimits limits() {
            return good.limits();
        }

        @Override
        public Optional<URI> commitPage(String commit) {
            return good.commitPage(commit);
        }

        @Override
        public String vendorKey(CommitStatus status) {
            return BrokenContract.this.vendorKey(good, status);
        }

        @Override
        public PublisherSession open(PublisherContext context) {
            return new BrokenSession(good.open(seen(context)), context);
        }
    }

    private final class BrokenSession implements PublisherSession {
        private final PublisherSession good;
        private final PublisherContext context;

        BrokenSession(PublisherSession good, PublisherContext context) {
            this.good = good;
            this.context = context;
        }

        @Override
        public PublishResult publish(CommitStatus status) throws IOException, InterruptedException {
            return BrokenContract.this.publish(good, context, status);
        }

        @Override
        public Optional<CommitStatus> latest(CommitStatus like) throws IOException, InterruptedException {
            return BrokenContract.this.latest(good, like);
        }

        @Override
        public CheckResult check() throws IOException, InterruptedException {
            return BrokenContract.this.check(good);
        }

        @Override
        public void close() {
            BrokenContract.this.close(good);
        }
    }
}
