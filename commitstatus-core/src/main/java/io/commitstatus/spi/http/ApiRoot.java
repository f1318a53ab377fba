package io.commitstatus.spi.http;

import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.Provider;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * The vendor's API root where a Provider names it itself, by the annotation {@value Provider#API_URL}.
 *
 * @since 0.1
 */
public final class ApiRoot {
    private static final String FIELD = "metadata.annotations[" + Provider.API_URL + "]";

    private ApiRoot() {}

    /**
     * The annotated API root, in its {@linkplain #canonical canonical} form.
     *
     * @return the root; empty when the Provider has no such annotation
     * @throws InvalidFieldException when it is not an http or https URL of host, port and path alone
     */
    public static Optional<URI> of(Provider provider) {
        return provider.annotation(Provider.API_URL).map(ApiRoot::parse);
    }

    /**
     * The one form of an API's root, so that however it is written its statuses have the same registers: scheme and host in lower
     * case, without the scheme's own port, and without slashes at the end.
     *
     * @param root an absolute http or https URI with a host
     */
    public static URI canonical(URI root) {
        String scheme = root.getScheme().toLowerCase(Locale.ROOT);
        boolean ownPort = root.getPort() < 0 || root.getPort() == (scheme.equals("https") ? 443 : 80);
        return URI.create(scheme + "://" + root.getHost().toLowerCase(Locale.ROOT)
                + (ownPort ? "" : ":" + root.getPort()) + withoutSlashes(root.getRawPath()));
    }

    /** Without slashes at the end; no regular expression, which would look at each slash of a row again. */
    static String withoutSlashes(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '/') {
            end--;
        }
        return text.substring(0, end);
    }

    private static URI parse(String text) {
        URI uri;
        try {
            uri = URI.create(text.strip());
        } catch (IllegalArgumentException e) {
            // Its message holds the whole text, and with it perhaps a password.
            throw invalid();
        }
        boolean http = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
        if (!http
                || uri.getHost() == null
                || uri.getRawUserInfo() != null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null) {
            throw invalid();
        }
        return canonical(uri);
    }

    private static InvalidFieldException invalid() {
        return new InvalidFieldException(
                FIELD,
                "the value is not an API root; write an http or https URL without user, query and fragment, as in"
                        + " https://git.example.com/api/v3");
    }
}
