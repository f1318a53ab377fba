package io.commitstatus.spi.http;

import io.commitstatus.model.CleanText;
import io.commitstatus.model.InvalidFieldException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Git repository's address in its parts. It reads http, https, ssh and git URLs and the scp-like {@code
 * git@host:path}. User info, query, fragment, slashes at the end and one {@code .git} are dropped; so is the port of an
 * ssh or git address, which is not the API's.
 *
 * <pre>{@code
 * RepositoryAddress address = RepositoryAddress.parse("git@git.example.com:org/repo.git");
 * String api = address.origin() + "/api/v1"; // https://git.example.com/api/v1
 * }</pre>
 *
 * @param scheme {@code http} for an http address, else {@code https}: that of the host's pages and API
 * @param host the host, lower case
 * @param port the port of an http or https address where it is not the scheme's own; -1 otherwise
 * @param path the path's segments, percent-decoded
 * @param ssh whether it was an ssh or git address, so that only host and path can be trusted
 * @since 0.1
 */
public record RepositoryAddress(String scheme, String host, int port, List<String> path, boolean ssh) {
    private static final int LONGEST = 2048;
    private static final String FIELD = "spec.address";
    private static final String EXAMPLE = "write an address such as https://git.example.com/org/repo";
    private static final Set<String> SSH = Set.of("ssh", "git", "git+ssh");
    /** No @ in the path's first segment: {@code user:token@host/path} without a scheme is not the host {@code user}. */
    private static final Pattern SCP =
            Pattern.compile("(?:[^@/:\\s]+@)?([A-Za-z0-9._-]+):(?!//)([^@/?#\\s]*(?:/[^?#\\s]*)?)(?:[?#]\\S*)?");

    /** Copies the path. */
    public RepositoryAddress {
        path = List.copyOf(path);
    }

    /**
     * Reads an address. A path with {@code .} or {@code ..} is none, encoded or not: it would lead elsewhere in an API.
     *
     * @throws InvalidFieldException for {@code spec.address}, without showing user info
     */
    public static RepositoryAddress parse(String address) {
        String text = address.strip();
        if (text.isEmpty()) {
            throw new InvalidFieldException(FIELD, "the repository's address is missing; " + EXAMPLE);
        }
        if (text.length() > LONGEST) {
            throw new InvalidFieldException(FIELD, "this is longer than " + LONGEST + " characters; " + EXAMPLE);
        }
        RepositoryAddress parsed = read(text);
        if (parsed.host.contains("_")) {
            throw new InvalidFieldException(FIELD, underscore(parsed.host));
        }
        if (!parsed.path.stream().allMatch(CleanText::isClean)) {
            throw new InvalidFieldException(
                    FIELD,
                    "\"" + withoutUserInfo(text) + "\" has control characters in its path, which no repository has; "
                            + EXAMPLE);
        }
        if (parsed.path.contains(".") || parsed.path.contains("..")) {
            throw new InvalidFieldException(
                    FIELD,
                    "\"" + String.join("/", parsed.path) + "\" has \".\" or \"..\" in its path, which leads elsewhere; "
                            + EXAMPLE);
        }
        return parsed;
    }

    private static RepositoryAddress read(String text) {
        Matcher scp = SCP.matcher(text);
        if (!text.contains("://") && scp.matches()) {
            String host = scp.group(1).toLowerCase(Locale.ROOT);
            if (!host.contains("_") && URI.create("https://" + host).getHost() == null) {
                throw noHost(text);
            }
            return new RepositoryAddress("https", host, -1, segments(scp.group(2)), true);
        }
        URI uri;
        try {
            uri = new URI(text.replace(" ", "%20"));
        } catch (URISyntaxException e) {
            throw new InvalidFieldException(FIELD, "\"" + withoutUserInfo(text) + "\" is not a valid URL; " + EXAMPLE);
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean ssh = SSH.contains(scheme);
        if (!(ssh || scheme.equals("https") || scheme.equals("http"))) {
            throw new InvalidFieldException(
                    FIELD,
                    "\"" + withoutUserInfo(text) + "\" is neither an https nor an ssh address of a repository; "
                            + EXAMPLE);
        }
        if (uri.getHost() == null && text.contains("_") && uri.getRawAuthority() != null) {
            throw new InvalidFieldException(FIELD, underscore(withoutUserInfo(uri.getRawAuthority())));
        }
        if (uri.getHost() == null) {
            throw noHost(text);
        }
        int port = ssh || uri.getPort() == (scheme.equals("https") ? 443 : 80) ? -1 : uri.getPort();
        return new RepositoryAddress(
                scheme.equals("http") ? "http" : "https",
                uri.getHost().toLowerCase(Locale.ROOT),
                port,
                segments(uri.getRawPath()),
                ssh);
    }

    private static InvalidFieldException noHost(String text) {
        return new InvalidFieldException(FIELD, "\"" + withoutUserInfo(text) + "\" names no host; " + EXAMPLE);
    }

    /** {@return scheme, host and port, without a slash at the end} */
    public String origin() {
        return scheme + "://" + host + (port < 0 ? "" : ":" + port);
    }

    private static List<String> segments(String rawPath) {
        String path = ApiRoot.withoutSlashes(rawPath);
        path = path.endsWith(".git") ? path.substring(0, path.length() - 4) : path;
        return Arrays.stream(path.split("/"))
                .filter(it -> !it.isEmpty())
                .map(RepositoryAddress::decode)
                .toList();
    }

    private static String underscore(String host) {
        return "the host \"" + host
                + "\" has an underscore, which Java's HTTP client does not take; give the host another name";
    }

    private static String decode(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return segment;
        }
    }

    private static String withoutUserInfo(String text) {
        // Up to the last @: a password that is not percent-encoded may hold slashes.
        return text.replaceFirst("(?s)^([a-zA-Z+]+://)?.*@", "$1");
    }
}
