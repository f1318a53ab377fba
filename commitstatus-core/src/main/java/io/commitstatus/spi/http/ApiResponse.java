package io.commitstatus.spi.http;

import io.commitstatus.model.CleanText;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A whole answer of a vendor's API. Immutable.
 *
 * @since 0.1
 */
public final class ApiResponse {
    /** The longest wait that is taken from a header: a day. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    /** The longest message that is told, in code points: what is longer is no longer for people. */
    private static final int LONGEST_MESSAGE = 300;

    private final int status;
    private final URI uri;
    private final Map<String, List<String>> headers;
    private final byte[] body;
    private final Instant receivedAt;
    private final UnaryOperator<String> redaction;

    /**
     * Made by core; a test may make its own.
     *
     * @param status the HTTP status
     * @param uri where the answer came from, after redirects
     * @param headers the headers, whose names match without case
     * @param body the whole body
     * @param receivedAt when it came, by the client's clock
     */
    public ApiResponse(int status, URI uri, Map<String, List<String>> headers, byte[] body, Instant receivedAt) {
        this(status, uri, caseless(headers), body.clone(), receivedAt, UnaryOperator.identity());
    }

    private ApiResponse(
            int status,
            URI uri,
            Map<String, List<String>> headers,
            byte[] body,
            Instant receivedAt,
            UnaryOperator<String> redaction) {
        this.status = status;
        this.uri = uri;
        this.headers = headers;
        this.body = body;
        this.receivedAt = receivedAt;
        this.redaction = redaction;
    }

    /** The same answer, which blanks secrets in a {@linkplain #reason reason} before it is cut: half a secret is not found. */
    public ApiResponse redactedBy(UnaryOperator<String> redaction) {
        return new ApiResponse(status, uri, headers, body, receivedAt, redaction);
    }

    /** {@return the HTTP status} */
    public int status() {
        return status;
    }

    /** {@return where the answer came from, after redirects} */
    public URI uri() {
        return uri;
    }

    /** {@return the first header of that name, case-insensitive} */
    public Optional<String> header(String name) {
        List<String> values = headers.get(name);
        return values == null || values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
    }

    /** {@return all headers of that name, case-insensitive} */
    public List<String> headers(String name) {
        return List.copyOf(headers.getOrDefault(name, List.of()));
    }

    /** {@return the body as UTF-8 text; what is not UTF-8 is replaced} */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** {@return the body as maps, lists, strings, numbers and booleans; empty when it is not one JSON value} */
    public Optional<Object> json() {
        return Json.read(body);
    }

    /** {@return the body as a JSON object; empty when it is anything else} */
    @SuppressWarnings("unchecked") // the keys of a JSON object are strings
    public Map<String, Object> object() {
        return json().filter(Map.class::isInstance)
                .map(it -> (Map<String, Object>) it)
                .orElse(Map.of());
    }

    /** {@return the body as a JSON array; empty when it is anything else} */
    @SuppressWarnings("unchecked") // anything is an Object
    public List<Object> array() {
        return json().filter(List.class::isInstance)
                .map(it -> (List<Object>) it)
                .orElse(List.of());
    }

    /**
     * How long {@code Retry-After} asks to wait: seconds, or a date, which is read against the server's own {@code Date}
     * so that a skewed clock does not matter. Never negative, at most a day.
     */
    public Optional<Duration> retryAfter() {
        return header("Retry-After").flatMap(text -> {
            String value = text.strip();
            if (!value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return Optional.of(
                        bounded(value.length() > 9 ? LONGEST_WAIT : Duration.ofSeconds(Long.parseLong(value))));
            }
            return httpDate(value).map(this::until);
        });
    }

    /** How long until a time that the server named, by the server's clock. Never negative, at most a day. */
    public Duration until(Instant time) {
        return bounded(Duration.between(sentAt(), time));
    }

    /** {@return when it was sent, by the server's clock; by the client's where it does not tell} */
    public Instant sentAt() {
        return header("Date").flatMap(ApiResponse::httpDate).orElse(receivedAt);
    }

    /** How long until the epoch second that a header names, by the server's clock; empty without such a header. */
    public Optional<Duration> untilEpochSecond(String header) {
        return header(header)
                .map(String::strip)
                .filter(it -> it.matches("[0-9]{1,11}"))
                .map(it -> until(Instant.ofEpochSecond(Long.parseLong(it))));
    }

    /**
     * The status and what the vendor said, such as {@code HTTP 404: Not Found}, on one line. The message may be empty; secrets
     * in it are blanked, and it is cut when it is longer than anybody reads.
     */
    public String reason(String message) {
        String line = CleanText.line(redaction.apply(message)).replaceAll("\\s+", " ");
        if (line.codePointCount(0, line.length()) > LONGEST_MESSAGE) {
            line = line.substring(0, line.offsetByCodePoints(0, LONGEST_MESSAGE)) + "…";
        }
        return line.isEmpty() ? "HTTP " + status : "HTTP " + status + ": " + line;
    }

    /** {@return where a redirect leads, without path and query, which may carry a secret; for people} */
    public String redirectTarget() {
        return header("Location").map(ApiResponse::originOf).orElse("nowhere");
    }

    /** {@return whether it redirects from {@code http} to {@code https} on the same host} */
    public boolean redirectsToHttps() {
        if (status < 300 || status >= 400 || !"http".equalsIgnoreCase(uri.getScheme())) {
            return false;
        }
        try {
            URI target = URI.create(header("Location").orElse(""));
            return "https".equalsIgnoreCase(target.getScheme()) && uri.getHost().equalsIgnoreCase(target.getHost());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** {@return the status and where it came from; body and headers are left out} */
    @Override
    public String toString() {
        return "HTTP " + status + " from " + uri.getHost();
    }

    private static Map<String, List<String>> caseless(Map<String, List<String>> headers) {
        Map<String, List<String>> caseless = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        caseless.putAll(headers);
        return caseless;
    }

    private static String originOf(String location) {
        try {
            URI target = URI.create(location);
            return target.getHost() == null ? "the same host" : target.getScheme() + "://" + target.getHost();
        } catch (IllegalArgumentException e) {
            return "a malformed address";
        }
    }

    private static Optional<Instant> httpDate(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }
}
