package io.commitstatus.testing.plain;

import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.Provider;
import io.commitstatus.spi.CommitStatusPublisher;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.PublisherContext;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.StatusLimits;
import io.commitstatus.spi.http.RepositoryAddress;
import java.net.URI;
import java.util.Optional;

/** Serves the type {@code plain}. */
public final class PlainPublisher implements CommitStatusPublisher {

    /** For ServiceLoader. */
    public PlainPublisher() {}

    @Override
    public String type() {
        return "plain";
    }

    @Override
    public Destination destination(Provider provider) {
        RepositoryAddress address = RepositoryAddress.parse(provider.address().orElse(""));
        if (address.path().size() != 2) {
            throw new InvalidFieldException(
                    "spec.address", "the address names no repository; write https://host/owner/name");
        }
        return new PlainDestination(URI.create(address.origin() + "/api"), String.join("/", address.path()));
    }

    private record PlainDestination(URI api, String repository) implements Destination {
        @Override
        public StatusLimits limits() {
            return StatusLimits.builder()
                    .key(PlainForge.LONGEST_KEY)
                    .description(PlainForge.LONGEST_DESCRIPTION)
                    .build();
        }

        @Override
        public Optional<URI> commitPage(String commit) {
            return Optional.of(api.resolve("/" + repository + "/" + commit));
        }

        @Override
        public PublisherSession open(PublisherContext context) {
            String token = context.secret()
                    .value("token")
                    .map(String::strip)
                    .filter(it -> !it.isEmpty())
                    .orElseThrow(() -> new InvalidFieldException(
                            "token", context.secret().name() + " has no \"token\"; add an access token"));
            return new PlainSession(this, context.http(), token);
        }
    }
}
