package io.commitstatus.bitbucket;

import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.Provider;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.PublisherContext;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.RateLimit;
import io.commitstatus.spi.StatusLimits;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.spi.http.ApiRoot;
import io.commitstatus.spi.http.RepositoryAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A repository on Bitbucket Cloud.
 *
 * @param api the API's root
 * @param workspace the workspace's id, or its UUID in braces; lower case, as the API wants it
 * @param slug the repository's slug, or its UUID in braces; lower case
 */
record CloudDestination(URI api, String workspace, String slug) implements Destination {
    private static final Set<String> BITBUCKET_ORG =
            Set.of("bitbucket.org", "www.bitbucket.org", "ssh.bitbucket.org", "altssh.bitbucket.org");
    private static final URI API = URI.create("https://api.bitbucket.org/2.0");
    private static final String WEB = "https://bitbucket.org/";
    /** The key is a hash, and always fits; a limit on descriptions is not known. */
    private static final StatusLimits LIMITS = StatusLimits.builder()
            .name(255)
            .targetUrl(450)
            .targetUrlRequired(true)
            .build();
    /** What Bitbucket allows without an access token; those may do more in large workspaces. */
    private static final List<RateLimit> PACE = List.of(new RateLimit(1000, Duration.ofHours(1)));

    static CloudDestination of(Provider provider) {
        // Braces around a UUID are usual, but no part of a URL.
        String text = provider.address().orElse("").replace("{", "%7B").replace("}", "%7D");
        RepositoryAddress address = RepositoryAddress.parse(text);
        List<String> path = address.path();
        if (!BITBUCKET_ORG.contains(address.host())) {
            throw new InvalidFieldException(
                    "spec.address",
                    "\"" + address.host()
                            + "\" is not Bitbucket Cloud; write https://bitbucket.org/workspace/repository,"
                            + " or the type bitbucketserver for a Bitbucket of your own");
        }
        if (path.size() != 2) {
            throw new InvalidFieldException(
                    "spec.address",
                    "\"" + String.join("/", path)
                            + "\" is not a repository on Bitbucket; write workspace and repository,"
                            + " as in https://bitbucket.org/workspace/repository");
        }
        return new CloudDestination(
                ApiRoot.of(provider).orElse(API),
                path.get(0).toLowerCase(Locale.ROOT),
                path.get(1).toLowerCase(Locale.ROOT));
    }

    @Override
    public String repository() {
        return workspace + "/" + slug;
    }

    @Override
    public StatusLimits limits() {
        return LIMITS;
    }

    /** With the braces of a UUID escaped: Bitbucket would take them for a template. */
    @Override
    public Optional<URI> commitPage(String commit) {
        return Optional.of(
                URI.create(WEB + ApiRequest.encode(workspace) + "/" + ApiRequest.encode(slug) + "/commits/" + commit));
    }

    @Override
    public PublisherSession open(PublisherContext context) {
        return new CloudSession(this, context.http(), CloudLogin.of(web(), context), context.clock());
    }

    /** Beside the API where that is not Bitbucket's own, as at a gateway. */
    private URI web() {
        return api.equals(API)
                ? URI.create("https://bitbucket.org")
                : URI.create(api.getScheme() + "://" + api.getRawAuthority());
    }

    @Override
    public Set<URI> tokenOrigins() {
        return Set.of(web());
    }

    @Override
    public Set<String> publicSecretKeys() {
        return Set.of(ConsumerTokens.ID);
    }

    @Override
    public String vendorKey(CommitStatus status) {
        return Keys.of(status);
    }

    @Override
    public List<RateLimit> rateLimits() {
        return PACE;
    }
}
