package io.commitstatus.spi.http;

import io.commitstatus.model.InvalidFieldException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request to a vendor's API, with a body of JSON, a form, or none. Immutable. */
public final class ApiRequest {
    private final String method;
    private final URI uri;
    private final Map<String, String> headers;
    private final @Nullable Object json;
    private final @Nullable Map<String, String> form;
    private final boolean followsRedirects;

    private ApiRequest(Builder builder) {
        this.method = builder.method;
        this.uri = URI.create(builder.uri.toString());
        this.headers = Map.copyOf(builder.headers);
        this.json = builder.json;
        this.form = builder.form;
        this.followsRedirects = builder.followsRedirects;
    }

    /**
     * Returns a builder of a GET.
     *
     * @param api the API's root, without a slash at its end
     * @param segments the path's segments, each of which is percent-encoded once
     */
    public static Builder get(URI api, String... segments) {
        return new Builder("GET", api, segments);
    }

    /**
     * Returns a builder of a POST.
     *
     * @param api the API's root, without a slash at its end
     * @param segments the path's segments, each of which is percent-encoded once
     */
    public static Builder post(URI api, String... segments) {
        return new Builder("POST", api, segments);
    }

    /** {@return the method} */
    public String method() {
        return method;
    }

    /** {@return where to} */
    public URI uri() {
        return uri;
    }

    /** {@return the headers, credentials among them} */
    public Map<String, String> headers() {
        return headers;
    }

    /** {@return the body: maps, lists, strings, numbers and booleans} */
    public Optional<Object> json() {
        return Optional.ofNullable(json);
    }

    /** {@return the body's fields where it is a form, in their order} */
    public Optional<Map<String, String>> form() {
        return Optional.ofNullable(form);
    }

    /** {@return whether a redirect within the origin is followed; one to another origin never is} */
    public boolean followsRedirects() {
        return followsRedirects;
    }

    /** {@return method and URI; headers carry credentials and are left out} */
    @Override
    public String toString() {
        return method + " " + uri;
    }

    /** Percent-encodes all but RFC 3986's unreserved characters, a space as {@code %20}. */
    public static String encode(String segment) {
        if (isUnreserved(segment)) {
            return segment;
        }
        return URLEncoder.encode(segment, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static boolean isUnreserved(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= 'a' && c <= 'z')
                    && !(c >= '0' && c <= '9')
                    && !(c >= 'A' && c <= 'Z')
                    && "-._~".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPrintable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\t' && (c < ' ' || c >= 0x7f)) {
                return false;
            }
        }
        return true;
    }

    /** Builds a request. Not thread-safe. */
    public static final class Builder {
        private final String method;
        private final StringBuilder uri;
        private final Map<String, String> headers = new LinkedHashMap<>();
        private @Nullable Object json;
        private @Nullable Map<String, String> form;
        private boolean followsRedirects = true;
        private char separator = '?';

        private Builder(String method, URI api, String... segments) {
            this.method = method;
            this.uri = new StringBuilder(api.toString());
            for (String segment : segments) {
                uri.append('/').append(encode(segment));
            }
        }

        /** Adds a query parameter, percent-encoded. */
        public Builder query(String name, String value) {
            uri.append(separator).append(encode(name)).append('=').append(encode(value));
            separator = '&';
            return this;
        }

        /**
         * Sets a header.
         *
         * @throws InvalidFieldException when the value is not printable ASCII, without showing it
         */
        public Builder header(String name, String value) {
            if (!isPrintable(value)) {
                throw new InvalidFieldException(
                        name,
                        "the value of the " + name + " header has characters other than printable ASCII; "
                                + "check the Secret for line breaks and letters with accents");
            }
            headers.put(name, value);
            return this;
        }

        /** The body: maps, lists, strings, numbers and booleans. Members that are null are left out. */
        public Builder json(Map<String, ? extends @Nullable Object> body) {
            Map<String, Object> present = new LinkedHashMap<>();
            body.forEach((name, value) -> {
                if (value != null) {
                    present.put(name, value);
                }
            });
            this.json = present;
            this.form = null;
            return this;
        }

        /** The body as {@code application/x-www-form-urlencoded}, as OAuth's token endpoints want it. */
        public Builder form(Map<String, String> fields) {
            this.form = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
            this.json = null;
            return this;
        }

        /** Whether a redirect within the origin is followed; default true. */
        public Builder followRedirects(boolean follow) {
            this.followsRedirects = follow;
            return this;
        }

        /** {@return the request} */
        public ApiRequest build() {
            return new ApiRequest(this);
        }
    }
}
