package io.commitstatus.github;

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
 * A repository on GitHub.
 *
 * @param api the API's root
 * @param web the root of the pages for people
 * @param owner the owner, lower case as GitHub ignores case
 * @param name the repository's name, lower case
 * @param hosted whether GitHub runs it, with its rate limits; they are off by default on Enterprise Server
 */
record GitHubDestination(URI api, URI web, String owner, String name, boolean hosted) implements Destination {
    private static final Set<String> GITHUB_COM =
            Set.of("github.com", "www.github.com", "ssh.github.com", "api.github.com");
    private static final String API = "api.";
    /** The lengths that GitHub enforces, though its API description does not say so. SHA-256 repositories do not exist. */
    private static final StatusLimits LIMITS =
            StatusLimits.builder().key(255).description(140).build();
    /** The documented limits on requests that create content. */
    private static final List<RateLimit> PACE =
            List.of(new RateLimit(80, Duration.ofMinutes(1)), new RateLimit(500, Duration.ofHours(1)));

    /** Of Flux's Secrets for GitHub Apps. */
    private static final Set<String> PUBLIC_KEYS =
            Set.of(GitHubApp.ID, GitHubApp.INSTALLATION, GitHubApp.OWNER, GitHubApp.BASE_URL);

    static GitHubDestination of(Provider provider) {
        RepositoryAddress address = RepositoryAddress.parse(provider.address().orElse(""));
        List<String> path = address.path();
        if (path.size() != 2) {
            throw new InvalidFieldException(
                    "spec.address",
                    "\"" + String.join("/", path)
                            + "\" is not a repository on GitHub; write owner and repository, as in" + " https://"
                            + address.host() + "/owner/repository");
        }
        URI web;
        URI api;
        boolean hosted = true;
        if (GITHUB_COM.contains(address.host())) {
            web = URI.create("https://github.com");
            api = URI.create("https://api.github.com");
        } else if (address.host().endsWith(".ghe.com")) {
            String host = address.host().startsWith(API) ? address.host().substring(API.length()) : address.host();
            web = URI.create("https://" + host);
            api = URI.create("https://" + API + host);
        } else if (address.host().startsWith(API)) {
            // As in Flux: such a host is the API's own.
            web = URI.create(address.origin().replace("://" + API, "://"));
            api = URI.create(address.origin());
            hosted = false;
        } else {
            web = URI.create(address.origin());
            api = URI.create(address.origin() + "/api/v3");
            hosted = false;
        }
        return new GitHubDestination(
                ApiRoot.of(provider).orElse(api),
                web,
                path.get(0).toLowerCase(Locale.ROOT),
                path.get(1).toLowerCase(Locale.ROOT),
                hosted);
    }

    @Override
    public String repository() {
        return owner + "/" + name;
    }

    @Override
    public StatusLimits limits() {
        return LIMITS;
    }

    @Override
    public Optional<URI> commitPage(String commit) {
        return Optional.of(
                URI.create(web + "/" + ApiRequest.encode(owner) + "/" + ApiRequest.encode(name) + "/commit/" + commit));
    }

    @Override
    public PublisherSession open(PublisherContext context) {
        return new GitHubSession(this, context.http(), Login.of(this, context), context.expiry(), context.clock());
    }

    /** GitHub compares contexts without case. */
    @Override
    public String vendorKey(CommitStatus status) {
        return status.key().toLowerCase(Locale.ROOT);
    }

    @Override
    public Set<String> publicSecretKeys() {
        return PUBLIC_KEYS;
    }

    @Override
    public List<RateLimit> rateLimits() {
        return hosted ? PACE : List.of();
    }
}
