package io.commitstatus.gitlab;

import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Provider;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.PublisherContext;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.RateLimit;
import io.commitstatus.spi.StatusLimits;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A project on GitLab.
 *
 * @param api the API's root
 * @param project the numeric id or the full path, as it was written
 * @param pageOrNull the project's page for people; null where only its id is known
 * @param hosted whether it is on gitlab.com, with its rate limits; they are off by default on a server of one's own
 */
record GitLabDestination(URI api, String project, @Nullable URI pageOrNull, boolean hosted) implements Destination {
    /**
     * The lengths that GitLab's models enforce, though its API description does not say so. They name none for the name; past
     * that of its other texts there is nothing to gain.
     */
    private static final StatusLimits LIMITS = StatusLimits.builder()
            .key(255)
            .description(255)
            .targetUrl(255)
            .sha256(true)
            .build();

    private static final int LONGEST_REF = 255;
    /** What the smallest of the plans allows at once, as announced. */
    private static final List<RateLimit> PACE = List.of(new RateLimit(100, Duration.ofMinutes(1)));

    static GitLabDestination of(Provider provider) {
        Location location = Location.of(provider);
        Optional<String> annotated = ProjectName.of(provider);
        String project = annotated.orElseGet(location::project);
        URI page = annotated
                .filter(ProjectName::isPath)
                .or(location::path)
                .map(location::page)
                .orElse(null);
        return new GitLabDestination(location.api(), project, page, location.hosted());
    }

    /** {@return the project, lower case as GitLab ignores case in paths} */
    @Override
    public String repository() {
        return project.toLowerCase(Locale.ROOT);
    }

    @Override
    public StatusLimits limits() {
        return LIMITS;
    }

    @Override
    public Optional<URI> commitPage(String commit) {
        return Optional.ofNullable(pageOrNull).map(it -> URI.create(it + "/-/commit/" + commit));
    }

    @Override
    public PublisherSession open(PublisherContext context) {
        return new GitLabSession(this, context.http(), Token.of(context.secret()), context.expiry());
    }

    /** A status of another ref is another one to GitLab, in another pipeline; what joins them is escaped in the key. */
    @Override
    public String vendorKey(CommitStatus status) {
        String key = status.key().replace("%", "%25").replace("@", "%40");
        return ref(status).map(ref -> key + "@" + ref).orElse(key);
    }

    /** The ref to name; empty where there is none, or none that GitLab would take, so that it chooses one. */
    static Optional<String> ref(CommitStatus status) {
        return status.refName().filter(ref -> ref.codePointCount(0, ref.length()) <= LONGEST_REF);
    }

    /** GitLab takes one update of a commit at a time, and answers 409 to the others. */
    @Override
    public boolean oneAtATimePerCommit() {
        return true;
    }

    @Override
    public List<RateLimit> rateLimits() {
        return hosted ? PACE : List.of();
    }
}
