package io.commitstatus.model;

import java.net.IDN;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a target URL one that every Git host takes: in ASCII, scheme and host in lower case. */
final class TargetUrls {
    /** Hosts with underscores are none to {@link URI}, but to browsers and Git hosts. */
    private static final Pattern AUTHORITY =
            Pattern.compile("(?<user>[^@]*@)?(?<host>\\[[0-9A-Fa-f:.]+]|[^\\[\\]@:/?#%]+)(?<port>:[0-9]*)?");

    private TargetUrls() {}

    /**
     * The same URL in ASCII.
     *
     * @throws IllegalArgumentException when it is not an absolute http or https URL
     */
    static URI ascii(URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        Matcher authority = AUTHORITY.matcher(url.getRawAuthority() == null ? "" : url.getRawAuthority());
        if (!(scheme.equals("http") || scheme.equals("https")) || !authority.matches()) {
            throw new IllegalArgumentException(
                    "\"" + url + "\" is not a target URL; give an absolute http or https URL");
        }
        String text = scheme + "://" + part(authority, "user") + host(authority.group("host")) + part(authority, "port")
                + url.getRawPath()
                + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery())
                + (url.getRawFragment() == null ? "" : "#" + url.getRawFragment());
        return URI.create(URI.create(text).toASCIIString());
    }

    private static String host(String host) {
        return (host.startsWith("[") ? host : IDN.toASCII(host)).toLowerCase(Locale.ROOT);
    }

    private static String part(Matcher authority, String name) {
        return authority.group(name) == null ? "" : authority.group(name);
    }
}
