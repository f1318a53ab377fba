package io.commitstatus.examples.receiver;

import io.commitstatus.examples.receiver.page.View.Link;
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
import java.util.regex.Pattern;

/** Where a Provider's repository and its commits are for people. Told by the publishers, without asking a Git host. */
final class Links {
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final String ANY_COMMIT = "0".repeat(40);
    /** What follows a repository's page in a commit's, with all of the Git hosts that are known here. */
    private static final Pattern COMMIT = Pattern.compile("(/-)?/commits?/" + ANY_COMMIT + "$");

    private final Map<String, CommitStatusPublisher> publishers = new HashMap<>();

    Links(List<CommitStatusPublisher> more) {
        ServiceLoader.load(CommitStatusPublisher.class).forEach(this::add);
        more.forEach(this::add);
    }

    private void add(CommitStatusPublisher publisher) {
        publishers.put(publisher.type().toLowerCase(Locale.ROOT), publisher);
    }

    /** {@return the commit, linked where its page is known} */
    Link commit(Optional<Provider> provider, String commit) {
        return new Link(
                commit, destination(provider).flatMap(it -> page(it, commit)).orElse(""));
    }

    /** {@return a repository's name, linked where its page is known} */
    Link repository(Optional<Provider> provider, String name) {
        String page = destination(provider)
                .flatMap(it -> page(it, ANY_COMMIT))
                .map(it -> COMMIT.matcher(it).replaceFirst(""))
                .filter(it -> !it.contains(ANY_COMMIT))
                .orElse("");
        return new Link(name, page);
    }

    /** {@return the repository's path; empty where the Provider cannot be used} */
    String repository(Provider provider) {
        return destination(Optional.of(provider)).map(Destination::repository).orElse("");
    }

    private static Optional<String> page(Destination destination, String commit) {
        return destination
                .commitPage(commit)
                .filter(it -> SCHEMES.contains(String.valueOf(it.getScheme())))
                .map(URI::toString);
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
