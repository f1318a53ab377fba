package io.commitstatus.internal.routing;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;

/** Target URLs as people write them: with umlauts in host and path, which are sent as URLs have them. */
final class TargetUrls {
    private TargetUrls() {}

    /**
     * The URL in ASCII.
     *
     * @throws URISyntaxException when it is none
     * @throws IllegalArgumentException when its host is none
     */
    static URI parse(String text) throws URISyntaxException {
        URI url = new URI(text.strip());
        String authority = url.getRawAuthority();
        if (authority == null) {
            throw new URISyntaxException("", "no host");
        }
        String ascii = IDN.toASCII(authority);
        URI named = ascii.equals(authority)
                ? url
                : new URI(url.toString().replaceFirst("//[^/?#]*", Matcher.quoteReplacement("//" + ascii)));
        return new URI(named.toASCIIString());
    }
}
