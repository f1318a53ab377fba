package io.commitstatus.internal.config.check;

import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.Provider;
import io.commitstatus.spi.CommitStatusPublisher;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.PublisherContext;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.StatusLimits;
import io.commitstatus.spi.http.RepositoryAddress;
import java.net.URI;
import java.util.Optional;

/** A vendor that wants owner and repository in the address, and a token. It checks; it does not publish. */
public record StubPublisher(String type) implements CommitStatusPublisher {

    @Override
    public Destination destination(Provider provider) {
        RepositoryAddress address = RepositoryAddress.parse(provider.address().orElse(""));
        if (address.path().size() != 2) {
            throw new InvalidFieldException(
                    "spec.address",
                    "the path \"" + String.join("/", address.path()) + "\" is not owner/repository;"
                            + " write an address such as https://" + address.host() + "/owner/repository");
        }
        provider.annotation(Provider.API_URL)
                .filter(it -> !it.startsWith("http"))
                .ifPresent(it -> {
                    throw new InvalidFieldException(
                            Provider.API_URL,
                            "this is not a valid URL; write one such as https://" + address.host() + "/api");
                });
        return new StubDestination(address);
    }

    private record StubDestination(RepositoryAddress address) implements Destination {
        @Override
        public URI api() {
            return URI.create(address.origin());
        }

        @Override
        public String repository() {
            return String.join("/", address.path());
        }

        @Override
        public StatusLimits limits() {
            return StatusLimits.builder().build();
        }

        @Override
        public Optional<URI> commitPage(String commit) {
            return Optional.empty();
        }

        @Override
        public PublisherSession open(PublisherContext context) {
            if (context.secret().value("token").orElse("").isEmpty()) {
                throw new InvalidFieldException("token", "the key \"token\" is missing; add it");
            }
            return new StubSession();
        }
    }

    private static final class StubSession implements PublisherSession {
        @Override
        public PublishResult publish(CommitStatus status) {
            throw new UnsupportedOperationException("nothing is published here");
        }

        @Override
        public Optional<CommitStatus> latest(CommitStatus like) {
            return Optional.empty();
        }
    }
}
