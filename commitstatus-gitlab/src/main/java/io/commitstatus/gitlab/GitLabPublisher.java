package io.commitstatus.gitlab;

import io.commitstatus.model.Provider;
import io.commitstatus.spi.CommitStatusPublisher;
import io.commitstatus.spi.Destination;
import java.util.Set;

/**
 * Posts commit statuses to gitlab.com and self-managed GitLab, for Providers of the type {@code gitlab}. Stateless and thread-safe.
 *
 * <p>The Secret holds a token under {@code token}, else {@code password}: a personal, group or project access token with
 * the scope {@code api}, which is sent as {@code PRIVATE-TOKEN}; or an OAuth access token, which is told by its form, 64
 * lower-case hexadecimal digits, and sent as {@code Authorization: Bearer}. GitLab takes access tokens in either header, but
 * OAuth tokens only in the latter. CI job tokens and deploy tokens cannot post statuses and are refused.
 *
 * <p>The annotation {@code commitstatus.io/project} gives the project's numeric id or full path, {@code
 * commitstatus.io/api-url} the API's root where GitLab stands under a path of its host.
 *
 * @since 0.1
 */
public final class GitLabPublisher implements CommitStatusPublisher {
    /** Annotation: the project's numeric id, or its full path. */
    public static final String PROJECT = "commitstatus.io/project";

    /** For {@link java.util.ServiceLoader}. */
    public GitLabPublisher() {}

    @Override
    public String type() {
        return "gitlab";
    }

    @Override
    public Set<String> annotations() {
        return Set.of(PROJECT);
    }

    @Override
    public Destination destination(Provider provider) {
        return GitLabDestination.of(provider);
    }
}
