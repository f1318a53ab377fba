package com.example.forge.gitea;

import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.Provider;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.PublisherContext;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.StatusLimits;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.spi.http.ApiRoot;
import io.commitstatus.spi.http.RepositoryAddress;
import io.commitstatus.spi.http.SecretValues;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A repository, known from the Provider's address alone. A value: two Providers on one repository give equal ones. */
record GiteaRepository(URI web, URI api, String owner, String name) implements Destination {
    private static final Pattern EDGES = Pattern.compile("^\\p{IsWhite_Space}+|\\p{IsWhite_Space}+$");

    static GiteaRepository of(Provider provider) {
        RepositoryAddress address = RepositoryAddress.parse(provider.address().orElse(""));
        List<String> path = address.path();
        int owner = path.size() - 2;
        // What stands before the owner is where Gitea is mounted; an ssh address does not show it.
        if (owner < 0 || (owner > 0 && address.ssh())) {
            throw new InvalidFieldException(
                    "spec.address",
                    "\"" + String.join("/", path) + "\" is not a repository on Gitea; write owner and repository, as in"
                            + " https://" + address.host() + "/owner/repository");
        }
        StringBuilder web = new StringBuilder(address.origin());
        path.subList(0, owner).forEach(segment -> web.append('/').append(ApiRequest.encode(segment)));
        return new GiteaRepository(
                URI.create(web.toString()),
                ApiRoot.of(provider).orElse(URI.create(web + "/api/v1")), // commitstatus.io/api-url wins
                path.get(owner).toLowerCase(Locale.ROOT), // Gitea ignores case
                path.get(owner + 1).toLowerCase(Locale.ROOT));
    }

    @Override
    public String repository() {
        return owner + "/" + name;
    }

    /** Gitea stores texts of any length, and has SHA-256 repositories since 1.22. */
    @Override
    public StatusLimits limits() {
        return StatusLimits.builder().sha256(true).build();
    }

    @Override
    public Optional<URI> commitPage(String commit) {
        return Optional.of(
                URI.create(web + "/" + ApiRequest.encode(owner) + "/" + ApiRequest.encode(name) + "/commit/" + commit));
    }

    /** Gitea trims contexts, so that two which differ in what Unicode calls white space at the ends are one. */
    @Override
    public String vendorKey(CommitStatus status) {
        return EDGES.matcher(status.key()).replaceAll("");
    }

    @Override
    public PublisherSession open(PublisherContext context) {
        String token = SecretValues.token(context.secret(), "token")
                .or(() -> SecretValues.token(context.secret(), "password"))
                .orElseThrow(() -> new InvalidFieldException(
                        "token",
                        "Secret " + context.secret().name() + " has no \"token\"; add an access token with the scope"
                                + " write:repository"));
        return new GiteaSession(this, context.http(), token);
    }
}
