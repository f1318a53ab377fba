package io.commitstatus.bitbucket;

import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.spi.http.RepositoryAddress;
import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * A repository's address on a Data Center: a clone URL, {@code …/scm/KEY/slug.git}; a page, {@code
 * …/projects/KEY/repos/slug} or {@code …/users/user/repos/slug}; or an ssh address, {@code KEY/slug.git}. What stands before
 * is the context path.
 *
 * @param web scheme, host, port and context path, without a slash at the end
 * @param project the project's key, or {@code ~user} for a personal repository
 * @param slug the repository's slug
 */
record ServerLocation(URI web, String project, String slug) {
    private static final Set<String> OWNERS = Set.of("projects", "users");

    /**
     * Reads an address.
     *
     * @throws InvalidFieldException for {@code spec.address}
     */
    static ServerLocation parse(String text) {
        RepositoryAddress address = RepositoryAddress.parse(text);
        List<String> path = address.path();
        for (int i = 0; i + 3 < path.size(); i++) {
            if (OWNERS.contains(path.get(i)) && path.get(i + 2).equals("repos")) {
                String owner = path.get(i + 1);
                return of(address, i, path.get(i).equals("users") ? "~" + owner : owner, path.get(i + 3));
            }
        }
        int last = path.size() - 1;
        if (last >= 2 && path.get(last - 2).equals("scm")) {
            return of(address, last - 2, path.get(last - 1), path.get(last));
        }
        if (address.ssh() && path.size() == 2) {
            return of(address, 0, path.get(0), path.get(1));
        }
        throw invalid(address);
    }

    private static ServerLocation of(RepositoryAddress address, int context, String project, String slug) {
        StringBuilder web = new StringBuilder(address.origin());
        address.path().subList(0, context).forEach(segment -> web.append('/').append(ApiRequest.encode(segment)));
        return new ServerLocation(URI.create(web.toString()), project, slug);
    }

    private static InvalidFieldException invalid(RepositoryAddress address) {
        return new InvalidFieldException(
                "spec.address",
                "\"" + String.join("/", address.path())
                        + "\" is not a repository on a Bitbucket Data Center; write its clone" + " URL, as in https://"
                        + address.host() + "/scm/KEY/repository.git");
    }
}
