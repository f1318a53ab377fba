package io.commitstatus.testing.harness;

import io.commitstatus.model.CommitStatus;
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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Status checks of Harness Code, as its API description has them. */
public final class HarnessPublisher implements CommitStatusPublisher {

    /** For ServiceLoader. */
    public HarnessPublisher() {}

    @Override
    public String type() {
        return "harness";
    }

    @Override
    public Destination destination(Provider provider) {
        RepositoryAddress address = RepositoryAddress.parse(provider.address().orElse(""));
        if (address.path().size() != 4) {
            throw new InvalidFieldException(
                    "spec.address",
                    "the address names no repository; write https://git.harness.io/account/org/project/repository");
        }
        String host = address.host().equals("git.harness.io") ? "https://app.harness.io" : address.origin();
        return new Repository(
                ApiRoot.of(provider).orElse(URI.create(host + "/gateway/code/api/v1")), List.copyOf(address.path()));
    }

    /** @param path account, organisation, project and repository */
    record Repository(URI api, List<String> path) implements Destination {
        @Override
        public String repository() {
            return String.join("/", path);
        }

        @Override
        public StatusLimits limits() {
            return StatusLimits.builder().key(80).build();
        }

        @Override
        public Optional<URI> commitPage(String commit) {
            return Optional.empty();
        }

        /** Of letters, digits and few other characters; what has others ends in a hash of all of it. */
        @Override
        public String vendorKey(CommitStatus status) {
            String key = status.key();
            String plain = key.replaceAll("[^0-9A-Za-z._$-]", ".");
            return plain.equals(key) ? key : plain + "-" + UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public PublisherSession open(PublisherContext context) {
            String token = SecretValues.token(context.secret(), "token")
                    .orElseThrow(() -> new InvalidFieldException(
                            "token", context.secret().name() + " has no \"token\"; add a personal access token"));
            return new HarnessSession(this, context.http(), token);
        }
    }
}
