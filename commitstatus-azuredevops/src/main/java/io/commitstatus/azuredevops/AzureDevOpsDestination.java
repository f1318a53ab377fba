package io.commitstatus.azuredevops;

import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.PublisherContext;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.StatusLimits;
import io.commitstatus.spi.http.AccessTokens;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.spi.http.ApiRoot;
import io.commitstatus.spi.http.RepositoryAddress;
import io.commitstatus.spi.http.TokenSource;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A repository on Azure DevOps.
 *
 * @param api the organization's or collection's URL, which is the API's root
 * @param project the project
 * @param name the repository's name
 * @param genre the genre of statuses without a group
 * @param apiVersion the API's version
 * @param entra where tokens of Microsoft Entra come from
 */
record AzureDevOpsDestination(URI api, String project, String name, String genre, String apiVersion, EntraLogin entra)
        implements Destination {
    /** None are published; these are on the safe side. SHA-256 repositories do not exist. */
    private static final StatusLimits LIMITS =
            StatusLimits.builder().key(255).description(2000).build();
    /** As in Flux, so that branch policies survive a migration. */
    private static final String DEFAULT_GENRE = "fluxcd";
    /** The operations are the same in all versions since, and every server from 2019 on knows this one. */
    private static final String DEFAULT_VERSION = "5.0";

    private static final Pattern VERSION = Pattern.compile("[0-9]{1,2}\\.[0-9]{1,2}(-preview(\\.[0-9]{1,2})?)?");

    static AzureDevOpsDestination of(Provider provider, AmbientIdentity ambient) {
        ProjectLocation location =
                ProjectLocation.of(RepositoryAddress.parse(provider.address().orElse("")), ApiRoot.of(provider));
        return new AzureDevOpsDestination(
                location.organization(),
                location.project(),
                location.name(),
                provider.annotation(AzureDevOpsPublisher.GENRE)
                        .map(String::strip)
                        .orElse(DEFAULT_GENRE),
                version(provider),
                EntraLogin.of(provider, ambient));
    }

    private static String version(Provider provider) {
        String version = provider.annotation(AzureDevOpsPublisher.API_VERSION)
                .map(String::strip)
                .orElse(DEFAULT_VERSION);
        if (!VERSION.matcher(version).matches()) {
            throw new InvalidFieldException(
                    "metadata.annotations[" + AzureDevOpsPublisher.API_VERSION + "]",
                    "\"" + version + "\" is not a version of Azure DevOps' API; write one such as 7.1 or 5.0");
        }
        return version;
    }

    /** Azure DevOps ignores case. */
    @Override
    public String repository() {
        return (project + "/" + name).toLowerCase(Locale.ROOT);
    }

    @Override
    public StatusLimits limits() {
        return LIMITS;
    }

    @Override
    public Optional<URI> commitPage(String commit) {
        return Optional.of(URI.create(
                api + "/" + ApiRequest.encode(project) + "/_git/" + ApiRequest.encode(name) + "/commit/" + commit));
    }

    @Override
    public PublisherSession open(PublisherContext context) {
        return new AzureDevOpsSession(this, context.http(), authorization(context));
    }

    /** The Secret's token where it holds one, as in Flux. */
    private AccessTokens authorization(PublisherContext context) {
        Secret secret = context.secret();
        if (!secret.keys().contains(Token.KEY)) {
            Optional<TokenSource> source = entra.source(context, api);
            if (source.isPresent()) {
                AccessTokens tokens = context.tokens(source.get());
                return () -> "Bearer " + tokens.current();
            }
        }
        String value = Token.of(secret);
        return () -> value;
    }

    @Override
    public Set<URI> tokenOrigins() {
        return entra.origins();
    }

    @Override
    public Set<String> publicSecretKeys() {
        return EntraLogin.PUBLIC_KEYS;
    }

    /** Genre and name, as branch policies write them; a slash in the genre is escaped, so that both can be told apart. */
    @Override
    public String vendorKey(CommitStatus status) {
        return genre(status).replace("%", "%25").replace("/", "%2F") + "/" + status.key();
    }

    /** As in Flux: an event's summary becomes a part of the genre, also when it is empty. */
    String genre(CommitStatus status) {
        return status.group().map(it -> genre + ":" + it).orElse(genre);
    }
}
