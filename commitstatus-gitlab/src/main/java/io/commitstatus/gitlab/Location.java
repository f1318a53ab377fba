package io.commitstatus.gitlab;

import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.Provider;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.spi.http.ApiRoot;
import io.commitstatus.spi.http.RepositoryAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where a Provider's address and its API root lead to.
 *
 * @param api the API's root
 * @param web the root of the pages for people
 * @param segments the address's path behind that root, possibly empty
 * @param hosted whether it is gitlab.com
 */
record Location(URI api, String web, List<String> segments, boolean hosted) {
    private static final Set<String> GITLAB_COM = Set.of("gitlab.com", "www.gitlab.com", "altssh.gitlab.com");
    private static final String API_PATH = "/api/v4";

    static Location of(Provider provider) {
        RepositoryAddress address = RepositoryAddress.parse(provider.address().orElse(""));
        boolean hosted = GITLAB_COM.contains(address.host());
        String origin = hosted ? "https://gitlab.com" : address.origin();
        Optional<URI> named = ApiRoot.of(provider);
        String root = named.filter(it -> address.host().equalsIgnoreCase(it.getHost()))
                .map(URI::getPath)
                .filter(it -> it.endsWith(API_PATH))
                .map(it -> it.substring(0, it.length() - API_PATH.length()))
                .orElse("");
        return new Location(
                named.orElseGet(() -> URI.create(origin + API_PATH)),
                origin + root,
                behind(address.ssh() ? "" : root, withoutView(address.path())),
                hosted && named.isEmpty());
    }

    /** GitLab's own pages of a project stand behind a segment that no project can have. */
    private static List<String> withoutView(List<String> path) {
        int dash = path.indexOf("-");
        return dash < 0 ? path : path.subList(0, dash);
    }

    /**
     * The path of a relative URL root looks like a group; only an API root that was named tells them apart. An ssh address
     * has no such path.
     */
    private static List<String> behind(String root, List<String> path) {
        List<String> prefix =
                Arrays.stream(root.split("/")).filter(it -> !it.isEmpty()).toList();
        boolean inside =
                path.size() >= prefix.size() && path.subList(0, prefix.size()).equals(prefix);
        return inside ? path.subList(prefix.size(), path.size()) : path;
    }

    /** The project's full path; empty when the address names none. */
    Optional<String> path() {
        return segments.size() >= 2 ? Optional.of(String.join("/", segments)) : Optional.empty();
    }

    /** The project's full path, or its numeric id as Flux takes it in an address, or why the address names neither. */
    String project() {
        if (segments.size() == 1 && ProjectName.isId(segments.get(0))) {
            return segments.get(0);
        }
        return path().orElseThrow(() -> new InvalidFieldException(
                "spec.address",
                "\"" + String.join("/", segments) + "\" is not a project on GitLab; write group and project, as in "
                        + web
                        + "/group/project; where GitLab stands under a path of its host, such as /gitlab, set the annotation "
                        + Provider.API_URL + " to " + web + "/gitlab" + API_PATH));
    }

    URI page(String path) {
        return URI.create(web + "/"
                + Arrays.stream(path.split("/")).map(ApiRequest::encode).collect(Collectors.joining("/")));
    }
}
