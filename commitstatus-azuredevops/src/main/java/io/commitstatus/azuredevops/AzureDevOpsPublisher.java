package io.commitstatus.azuredevops;

import io.commitstatus.model.Provider;
import io.commitstatus.spi.CommitStatusPublisher;
import io.commitstatus.spi.Destination;
import java.util.Objects;
import java.util.Set;

/**
 * Posts commit statuses to Azure DevOps Services and Server, for Providers of the type {@code azuredevops}. Stateless and thread-safe.
 *
 * <p>The Secret holds a token under {@code token}: a personal access token with the scope Code (status), which is sent as
 * {@code Authorization: Basic}; or an Entra access token, which is told by its form, a JSON Web Token, and sent as {@code
 * Authorization: Bearer}.
 *
 * <p>Without {@code token} it holds an Entra application, by the keys that Flux has for Azure elsewhere: {@code tenantId}, {@code
 * clientId}, and {@code clientSecret}, or {@code clientCertificate} with a certificate and its private key as PEM; {@code
 * authorityHost} where it is not the public cloud's. The application has to be a user of the organization. Its tokens live for
 * about an hour and are shared. An {@link AmbientIdentity} serves Providers without any of that.
 *
 * <p>The annotation {@code commitstatus.io/genre} gives the genre, by default {@code fluxcd}; {@code
 * commitstatus.io/api-version} the API's version, by default 5.0; {@code commitstatus.io/api-url} the URL of the organization
 * or collection where the address leaves it open.
 *
 * @since 0.1
 */
public final class AzureDevOpsPublisher implements CommitStatusPublisher {
    /** Annotation: the version of the API; default 5.0. */
    public static final String API_VERSION = "commitstatus.io/api-version";

    /** Annotation: the genre of the statuses; default {@code fluxcd}. */
    public static final String GENRE = "commitstatus.io/genre";

    /** Annotation: the root of Entra's sign-in; default {@code https://login.microsoftonline.com}. */
    public static final String AUTHORITY = "commitstatus.io/entra-authority";

    private final AmbientIdentity ambient;

    /** For {@link java.util.ServiceLoader}: uses what Secrets hold, and no identity of this process. */
    public AzureDevOpsPublisher() {
        this(AmbientIdentity.none());
    }

    /** With an identity for Providers whose Secret holds no credential; give it to {@code RouterBuilder.publisher}. */
    public AzureDevOpsPublisher(AmbientIdentity ambient) {
        this.ambient = Objects.requireNonNull(ambient);
    }

    @Override
    public String type() {
        return "azuredevops";
    }

    @Override
    public boolean usesServiceAccounts() {
        return ambient.serviceAccounts().isPresent();
    }

    @Override
    public Set<String> annotations() {
        return Set.of(API_VERSION, GENRE, AUTHORITY);
    }

    @Override
    public Destination destination(Provider provider) {
        return AzureDevOpsDestination.of(provider, ambient);
    }
}
