package io.commitstatus.bitbucket;

import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.Provider;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.PublisherContext;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.StatusLimits;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.spi.http.ApiRoot;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * A repository on a Bitbucket Data Center or Server.
 *
 * @param api the REST APIs' root, {@code /rest} below the context path
 * @param web the root of the pages for people: the context path
 * @param project the project's key, or {@code ~user} for a personal repository
 * @param slug the repository's slug
 */
record ServerDestination(URI api, URI web, String project, String slug) implements Destination {
    /** The key is a hash, and always fits. The description's limit is the one of servers before 7.4. */
    private static final StatusLimits LIMITS = StatusLimits.builder()
            .name(255)
            .description(255)
            .targetUrl(450)
            .targetUrlRequired(true)
            .build();

    static ServerDestination of(Provider provider) {
        ServerLocation address = ServerLocation.parse(provider.address().orElse(""));
        if ("bitbucket.org".equals(address.web().getHost())) {
            throw new InvalidFieldException(
                    "spec.address", "\"bitbucket.org\" is Bitbucket Cloud, which is the type bitbucket");
        }
        return new ServerDestination(
                ApiRoot.of(provider).orElseGet(() -> URI.create(address.web() + "/rest")),
                address.web(),
                address.project(),
                address.slug());
    }

    @Override
    public String repository() {
        return (project + "/" + slug).toLowerCase(Locale.ROOT);
    }

    @Override
    public StatusLimits limits() {
        return LIMITS;
    }

    @Override
    public Optional<URI> commitPage(String commit) {
        String owner = project.startsWith("~") ? "/users/" + segment(1) : "/projects/" + segment(0);
        return Optional.of(URI.create(web + owner + "/repos/" + ApiRequest.encode(slug) + "/commits/" + commit));
    }

    @Override
    public PublisherSession open(PublisherContext context) {
        return new ServerSession(this, context.http(), ServerLogin.of(context.secret(), context.provider()));
    }

    @Override
    public String vendorKey(CommitStatus status) {
        return Keys.of(status);
    }

    private String segment(int from) {
        return ApiRequest.encode(project.substring(from));
    }
}
