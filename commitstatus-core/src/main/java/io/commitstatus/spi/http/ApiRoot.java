package io.commitstatus.spi.http;

import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.Provider;
import java.net.URI;
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
     * The annotated API root, without slashes at its end.
     *
     * @return the root; empty when the Provider has no such annotation
     * @throws InvalidFieldException when it is not an http or https URL of host, port and path alone
     */
    public static Optional<URI> of(Provider provider) {
        return provider.annotation(Provider.API_URL).map(ApiRoot::parse);
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
            uri = URI.create(withoutSlashes(text.strip()));
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
        return uri;
    }

    private static InvalidFieldException invalid() {
        return new InvalidFieldException(
                FIELD,
                "the value is not an API root; write an http or https URL without user, query and fragment, as in"
                        + " https://git.example.com/api/v3");
    }
}
