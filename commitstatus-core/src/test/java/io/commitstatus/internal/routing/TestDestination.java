package io.commitstatus.internal.routing;

import io.commitstatus.spi.Destination;
import io.commitstatus.spi.PublisherContext;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.StatusLimits;
import java.net.URI;
import java.util.Optional;

/** A repository that routing may plan for, but nothing is sent to. */
record TestDestination(String repository, StatusLimits limits) implements Destination {
    @Override
    public URI api() {
        return URI.create("https://api.example.com");
    }

    @Override
    public Optional<URI> commitPage(String commit) {
        return Optional.of(URI.create("https://example.com/" + repository + "/commit/" + commit));
    }

    @Override
    public PublisherSession open(PublisherContext context) {
        throw new AssertionError("routing sends nothing");
    }
}
