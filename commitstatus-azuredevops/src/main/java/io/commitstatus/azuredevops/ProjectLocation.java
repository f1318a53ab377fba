package io.commitstatus.azuredevops;

import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.Provider;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.spi.http.RepositoryAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a repository is: in a project of an organization, which a server calls a collection.
 *
 * @param organization the organization's URL, which is also the root of its API
 * @param project the project, which a repository of the same name need not name
 * @param name the repository's name
 */
record ProjectLocation(URI organization, String project, String name) {
    private static final String SERVICES = "dev.azure.com";
    private static final String LEGACY = ".visualstudio.com";
    private static final Set<String> SSH_HOSTS = Set.of("ssh.dev.azure.com", "vs-ssh.visualstudio.com");
    /** What some clone URLs have between {@code _git} and the name. */
    private static final Set<String> VARIANTS = Set.of("_full", "_optimized");

    /**
     * Reads an address.
     *
     * @param apiUrl the organization's or collection's URL where the Provider names it
     * @throws InvalidFieldException when the address is no repository's, or leaves open which collection it is in
     */
    static ProjectLocation of(RepositoryAddress address, Optional<URI> apiUrl) {
        if (SSH_HOSTS.contains(address.host())) {
            return ssh(address, apiUrl);
        }
        List<String> path = address.path();
        if (path.isEmpty()) {
            throw noRepository(address);
        }
        int git = path.lastIndexOf("_git");
        boolean variant = git >= 0 && path.size() == git + 3 && VARIANTS.contains(path.get(git + 1));
        String name = path.get(path.size() - 1);
        if (git < 0 || !(variant || path.size() == git + 2) || VARIANTS.contains(name)) {
            throw noRepository(address);
        }
        List<String> before = path.subList(0, git);
        if (address.host().equals(SERVICES)) {
            return services(address, before, name, apiUrl);
        }
        if (address.host().endsWith(LEGACY)) {
            String organization = address.host().substring(0, address.host().length() - LEGACY.length());
            boolean collection = !before.isEmpty() && before.get(0).equalsIgnoreCase("DefaultCollection");
            List<String> rest = collection ? before.subList(1, before.size()) : before;
            return services(address, prepend(organization, rest), name, apiUrl);
        }
        return apiUrl.map(it -> within(it, address, before, name)).orElseGet(() -> server(address, before, name));
    }

    /** {@code v3/organization/project/repository}. */
    private static ProjectLocation ssh(RepositoryAddress address, Optional<URI> apiUrl) {
        List<String> path = address.path();
        if (path.size() != 4 || !path.get(0).equals("v3")) {
            throw invalid("\"" + String.join("/", path) + "\" is not a repository on " + address.host()
                    + "; write git@ssh.dev.azure.com:v3/organization/project/repository, or the https address");
        }
        return services(address, path.subList(1, 3), path.get(3), apiUrl);
    }

    /** An organization, and a project unless the repository has its name. */
    private static ProjectLocation services(
            RepositoryAddress address, List<String> before, String name, Optional<URI> apiUrl) {
        if (before.isEmpty() || before.size() > 2) {
            throw noRepository(address);
        }
        String organization = before.get(0).toLowerCase(Locale.ROOT);
        URI url = URI.create("https://" + SERVICES + "/" + ApiRequest.encode(organization));
        return new ProjectLocation(apiUrl.orElse(url), before.size() == 2 ? before.get(1) : name, name);
    }

    /** A server tells a collection from a project, and from a virtual directory, by nothing but their places. */
    private static ProjectLocation server(RepositoryAddress address, List<String> before, String name) {
        boolean tfs = !before.isEmpty() && before.get(0).equalsIgnoreCase("tfs");
        if (before.size() < 2) {
            String example = address.origin() + (tfs ? "/tfs/DefaultCollection" : "/DefaultCollection");
            throw invalid("\"" + String.join("/", address.path())
                    + "\" leaves open which collection and which project it means; name the collection's URL in the"
                    + " annotation " + Provider.API_URL + ", as in " + example);
        }
        boolean projectIsNamed = before.size() > 2 || !tfs;
        List<String> collection = projectIsNamed ? before.subList(0, before.size() - 1) : before;
        return new ProjectLocation(
                URI.create(address.origin() + path(collection)),
                projectIsNamed ? before.get(before.size() - 1) : name,
                name);
    }

    /** With the collection's URL known, what follows it in the address is the project. */
    private static ProjectLocation within(URI collection, RepositoryAddress address, List<String> before, String name) {
        List<String> root = segments(collection);
        int common = 0;
        while (common < Math.min(root.size(), before.size()) && root.get(common).equalsIgnoreCase(before.get(common))) {
            common++;
        }
        List<String> rest = before.subList(common, before.size());
        boolean sameCollection = common == root.size() && rest.size() <= 1;
        // Behind a gateway the URLs need not begin alike; then the last segment is the project.
        boolean elsewhere = common == 0 && !before.isEmpty();
        if (!sameCollection && !elsewhere) {
            throw invalid("\"" + String.join("/", address.path()) + "\" is not within " + collection
                    + ", which the annotation " + Provider.API_URL + " names; correct one of them");
        }
        return new ProjectLocation(collection, rest.isEmpty() ? name : rest.get(rest.size() - 1), name);
    }

    private static List<String> segments(URI url) {
        return Stream.of(Optional.ofNullable(url.getPath()).orElse("").split("/"))
                .filter(it -> !it.isEmpty())
                .toList();
    }

    private static List<String> prepend(String first, List<String> rest) {
        return Stream.concat(Stream.of(first), rest.stream()).toList();
    }

    private static String path(List<String> segments) {
        return segments.stream().map(it -> "/" + ApiRequest.encode(it)).collect(Collectors.joining());
    }

    private static InvalidFieldException noRepository(RepositoryAddress address) {
        return invalid(
                "\"" + String.join("/", address.path()) + "\" is not a repository on Azure DevOps; write"
                        + " organization, project and repository, as in https://dev.azure.com/organization/project/_git/repository");
    }

    private static InvalidFieldException invalid(String message) {
        return new InvalidFieldException("spec.address", message);
    }
}
