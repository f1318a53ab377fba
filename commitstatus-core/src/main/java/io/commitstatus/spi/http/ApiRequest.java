package io.commitstatus.spi.http;

import io.commitstatus.model.InvalidFieldException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request to a Git host's API: GET, POST, PUT, PATCH or DELETE, with a body of JSON, a form, bytes, or none.
 *
 * <pre>{@code
 * ApiRequest request = ApiRequest.put(api, "repos", repository, "checks", status.commit())
 *         .header("Authorization", "Bearer " + token)
 *         .json(Map.of("identifier", status.key(), "status", "success"))
 *         .build();
 * PublishResult result = PublishResult.of(http.send(request));
 * }</pre>
 *
 * <p>Immutable.
 *
 * @since 0.1
 */
public final class ApiRequest {
    private final String method;
    private final URI uri;
    private final Map<String, String> headers;
    private final @Nullable RequestBody body;
    private final boolean followsRedirects;

    private ApiRequest(
            String method, URI uri, Map<String, String> headers, @Nullable RequestBody body, boolean followsRedirects) {
        this.method = method;
        this.uri = uri;
        this.headers = Collections.unmodifiableMap(headers);
        this.body = body;
        this.followsRedirects = followsRedirects;
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

    /** Returns a builder of a POST; root and path as for {@link #get}. */
    public static Builder post(URI api, String... segments) {
        return new Builder("POST", api, segments);
    }

    /** Returns a builder of a PUT; root and path as for {@link #get}. */
    public static Builder put(URI api, String... segments) {
        return new Builder("PUT", api, segments);
    }

    /** Returns a builder of a PATCH; root and path as for {@link #get}. */
    public static Builder patch(URI api, String... segments) {
        return new Builder("PATCH", api, segments);
    }

    /** Returns a builder of a DELETE; root and path as for {@link #get}. */
    public static Builder delete(URI api, String... segments) {
        return new Builder("DELETE", api, segments);
    }

    /** The same with one more header, or another value for it; for a signature of the {@linkplain #content() body}, say. */
    public ApiRequest withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, printable(name, value));
        return new ApiRequest(method, uri, more, body, followsRedirects);
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

    /** {@return the body where it is JSON: maps, lists, strings, numbers and booleans} */
    public Optional<Object> json() {
        return body instanceof RequestBody.OfJson it ? Optional.of(it.value()) : Optional.empty();
    }

    /** {@return the body's fields where it is a form, in their order} */
    public Optional<Map<String, String>> form() {
        return body instanceof RequestBody.OfForm it ? Optional.of(it.fields()) : Optional.empty();
    }

    /** {@return a copy of the body as it is sent, whatever it is; empty without one} */
    public Optional<byte[]> content() {
        return Optional.ofNullable(body).map(it -> it.content().clone());
    }

    /** {@return what the body is, such as {@code application/json}, unless a header says otherwise; empty without one} */
    public Optional<String> contentType() {
        return Optional.ofNullable(body).map(RequestBody::contentType);
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

    private static String printable(String name, String value) {
        if (!isPrintable(value)) {
            throw new InvalidFieldException(
                    name,
                    "the value of the " + name + " header has characters other than printable ASCII; "
                            + "check the Secret for line breaks and letters with accents");
        }
        return value;
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

    /** Builds a request; of several bodies the last counts. Not thread-safe. */
    public static final class Builder {
        private final String method;
        private final StringBuilder uri;
        private final Map<String, String> headers = new LinkedHashMap<>();
        private @Nullable RequestBody body;
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
         * Sets a header. It wins over what the client would send, such as {@code Accept}, or {@code Content-Type} with a body.
         *
         * @throws InvalidFieldException when the value is not printable ASCII, without showing it
         */
        public Builder header(String name, String value) {
            headers.put(name, printable(name, value));
            return this;
        }

        /**
         * The body as a JSON object: maps, lists, strings, numbers and booleans. Its own members that are null are left out;
         * deeper ones are sent as null.
         *
         * @throws IllegalArgumentException when a value is none of these
         */
        public Builder json(Map<String, ? extends @Nullable Object> object) {
            Map<String, Object> present = new LinkedHashMap<>();
            object.forEach((name, value) -> {
                if (value != null) {
                    present.put(name, value);
                }
            });
            this.body = RequestBody.json(Collections.unmodifiableMap(present));
            return this;
        }

        /**
         * The body as a JSON array, as for a JSON Patch or several statuses in one request.
         *
         * @throws IllegalArgumentException when a value is anything but a map, a list, a string, a number, a boolean or null
         */
        public Builder json(List<? extends @Nullable Object> array) {
            this.body = RequestBody.json(Collections.unmodifiableList(new ArrayList<>(array)));
            return this;
        }

        /** The body as {@code application/x-www-form-urlencoded}: UTF-8, percent-encoded, in the map's order. */
        public Builder form(Map<String, String> fields) {
            this.body = RequestBody.form(Collections.unmodifiableMap(new LinkedHashMap<>(fields)));
            return this;
        }

        /** The body as it is given, copied. */
        public Builder bytes(String contentType, byte[] content) {
            this.body = new RequestBody.OfBytes(printable("Content-Type", contentType), content.clone());
            return this;
        }

        /** Whether a redirect within the origin is followed; default true. */
        public Builder followRedirects(boolean follow) {
            this.followsRedirects = follow;
            return this;
        }

        /** {@return the request} */
        public ApiRequest build() {
            return new ApiRequest(
                    method, URI.create(uri.toString()), new LinkedHashMap<>(headers), body, followsRedirects);
        }
    }
}
