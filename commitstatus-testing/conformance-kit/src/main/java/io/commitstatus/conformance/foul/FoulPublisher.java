package io.commitstatus.conformance.foul;

import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Provider;
import io.commitstatus.spi.CheckResult;
import io.commitstatus.spi.CommitStatusPublisher;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.PublisherContext;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.RateLimit;
import io.commitstatus.spi.StatusLimits;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A publisher that throws where it is told to, and otherwise does what the real one does. */
record FoulPublisher(CommitStatusPublisher real, FoulPlay foul) implements CommitStatusPublisher {

    @Override
    public String type() {
        return real.type();
    }

    @Override
    public Destination destination(Provider provider) {
        foul.at(Seam.DESTINATION);
        return new FoulDestination(real.destination(provider), foul);
    }

    private record FoulDestination(Destination real, FoulPlay foul) implements Destination {
        @Override
        public URI api() {
            foul.at(Seam.DESTINATION);
            return real.api();
        }

        @Override
        public String repository() {
            foul.at(Seam.DESTINATION);
            return real.repository();
        }

        @Override
        public StatusLimits limits() {
            return real.limits();
        }

        @Override
        public Optional<URI> commitPage(String commit) {
            return real.commitPage(commit);
        }

        @Override
        public String vendorKey(CommitStatus status) {
            foul.at(Seam.VENDOR_KEY);
            return real.vendorKey(status);
        }

        @Override
        public boolean oneAtATimePerCommit() {
            foul.at(Seam.DESTINATION);
            return real.oneAtATimePerCommit();
        }

        @Override
        public List<RateLimit> rateLimits() {
            foul.at(Seam.DESTINATION);
            return real.rateLimits();
        }

        @Override
        public Set<URI> tokenOrigins() {
            foul.at(Seam.DESTINATION);
            return real.tokenOrigins();
        }

        @Override
        public Set<String> publicSecretKeys() {
            return real.publicSecretKeys();
        }

        @Override
        public PublisherSession open(PublisherContext context) {
            foul.at(Seam.OPEN);
            return new FoulSession(real.open(context), foul);
        }
    }

    private record FoulSession(PublisherSession real, FoulPlay foul) implements PublisherSession {
        @Override
        public PublishResult publish(CommitStatus status) throws IOException, InterruptedException {
            foul.at(Seam.PUBLISH);
            PublishResult result = real.publish(status);
            foul.at(Seam.PUBLISHED);
            return result;
        }

        @Override
        public Optional<CommitStatus> latest(CommitStatus like) throws IOException, InterruptedException {
            foul.at(Seam.LATEST);
            return real.latest(like);
        }

        @Override
        public CheckResult check() throws IOException, InterruptedException {
            foul.at(Seam.LATEST);
            return real.check();
        }

        @Override
        public boolean usesPassword() {
            foul.at(Seam.PUBLISH);
            return real.usesPassword();
        }

        @Override
        public void close() {
            real.close();
            foul.at(Seam.CLOSE);
        }
    }
}
