package io.commitstatus.azuredevops;

import io.commitstatus.model.Provider;
import io.commitstatus.spi.CommitStatusPublisher;
import io.commitstatus.spi.Destination;
import java.util.Set;

/**
 * Posts commit statuses to Azure DevOps Services and Server, for Providers of the type {@code azuredevops}.
 *
 * <p>The Secret holds a token under {@code token}: a personal access token with the scope Code (status), which is sent as
 * {@code Authorization: Basic}; or an Entra access token, which is told by its form, a JSON Web Token, and sent as {@code
 * Authorization: Bearer}.
 *
 * <p>The annotation {@code commitstatus.io/genre} gives the genre, by default {@code fluxcd}; {@code
 * commitstatus.io/api-version} the API's version, by default 5.0; {@code commitstatus.io/api-url} the URL of the organization
 * or collection where the address leaves it open.
 */
public final class AzureDevOpsPublisher implements CommitStatusPublisher {
    /** Annotation: the version of the API; default 5.0. */
    public static final String API_VERSION = "commitstatus.io/api-version";

    /** Annotation: the genre of the statuses; default {@code fluxcd}. */
    public static final String GENRE = "commitstatus.io/genre";

    /** For {@link java.util.ServiceLoader}. */
    public AzureDevOpsPublisher() {}

    @Override
    public String type() {
        return "azuredevops";
    }

    @Override
    public Set<String> annotations() {
        return Set.of(API_VERSION, GENRE);
    }

    @Override
    public Destination destination(Provider provider) {
        return AzureDevOpsDestination.of(provider);
    }
}
