package io.commitstatus.examples.receiver;

import io.commitstatus.model.Provider;
import io.commitstatus.spi.CommitStatusPublisher;
import io.commitstatus.spi.Destination;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;

/** Where a Provider's repository and its commits are for people. Told by the publishers, without asking a Git host. */
final class Links {
    private static final Set<String> SCHEMES = Set.of("http", "https");

    private final Map<String, CommitStatusPublisher> publishers = new HashMap<>();

    Links(List<CommitStatusPublisher> more) {
        ServiceLoader.load(CommitStatusPublisher.class).forEach(this::add);
        more.forEach(this::add);
    }

    private void add(CommitStatusPublisher publisher) {
        publishers.put(publisher.type().toLowerCase(Locale.ROOT), publisher);
    }

    /** {@return the page; empty where there is none, and where the Provider cannot be used} */
    String commit(Optional<Provider> provider, String commit) {
        return destination(provider)
                .flatMap(it -> it.commitPage(commit))
                .filter(it -> SCHEMES.contains(String.valueOf(it.getScheme())))
                .map(URI::toString)
                .orElse("");
    }

    /** {@return the repository's path; empty where the Provider cannot be used} */
    String repository(Provider provider) {
        return destination(Optional.of(provider)).map(Destination::repository).orElse("");
    }

    private Optional<Destination> destination(Optional<Provider> provider) {
        return provider.flatMap(
                it -> Optional.ofNullable(publishers.get(it.type())).flatMap(publisher -> destination(publisher, it)));
    }

    private static Optional<Destination> destination(CommitStatusPublisher publisher, Provider provider) {
        try {
            return Optional.of(publisher.destination(provider));
        } catch (RuntimeException e) {
            return Optional.empty(); // the problems of the configuration tell why
        }
    }
}
