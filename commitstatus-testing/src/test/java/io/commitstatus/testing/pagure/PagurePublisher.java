package io.commitstatus.testing.pagure;

import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.Provider;
import io.commitstatus.spi.CommitStatusPublisher;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.PublisherContext;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.StatusLimits;
import io.commitstatus.spi.http.ApiRoot;
import io.commitstatus.spi.http.RepositoryAddress;
import io.commitstatus.spi.http.SecretValues;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Commit flags of Pagure, as its API's own pages have them. */
public final class PagurePublisher implements CommitStatusPublisher {

    /** For ServiceLoader. */
    public PagurePublisher() {}

    @Override
    public String type() {
        return "pagure";
    }

    @Override
    public Destination destination(Provider provider) {
        RepositoryAddress address = RepositoryAddress.parse(provider.address().orElse(""));
        List<String> path = address.path();
        if (path.isEmpty() || path.size() > 2) {
            throw new InvalidFieldException(
                    "spec.address",
                    "the address names no project; write https://" + address.host() + "/namespace/project");
        }
        return new Project(
                URI.create(address.origin()),
                ApiRoot.of(provider).orElse(URI.create(address.origin() + "/api/0")),
                String.join("/", path));
    }

    record Project(URI web, URI api, String repository) implements Destination {
        @Override
        public StatusLimits limits() {
            return StatusLimits.builder().key(255).targetUrlRequired(true).build();
        }

        @Override
        public Optional<URI> commitPage(String commit) {
            return Optional.of(URI.create(web + "/" + repository + "/c/" + commit));
        }

        @Override
        public PublisherSession open(PublisherContext context) {
            String token = SecretValues.token(context.secret(), "token")
                    .orElseThrow(() -> new InvalidFieldException(
                            "token",
                            context.secret().name() + " has no \"token\"; add an API key that may flag commits"));
            return new PagureSession(this, context.http(), token);
        }
    }
}
