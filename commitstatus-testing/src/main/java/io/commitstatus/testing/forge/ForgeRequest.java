package io.commitstatus.testing.forge;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it arrived.
 *
 * @param method the method
 * @param path the path as it was sent, percent-encoded, without the query
 * @param query the query's parameters, decoded; of one given twice the last
 * @param headers the headers, whose names match without case; of one given twice the last
 * @param body the body as UTF-8 text, empty without one
 * @since 0.1
 */
public record ForgeRequest(
        String method, String path, Map<String, String> query, Map<String, String> headers, String body) {

    /** {@return the header of that name, without regard to case} */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** {@return the path's segments, each decoded once} */
    public List<String> segments() {
        return Urls.segments(path);
    }

    /** {@return the body as a JSON object; empty when it is anything else} */
    public Map<String, Object> json() {
        return Json.object(body);
    }

    /** {@return the fields of a body that is a form, decoded; of one given twice the last; empty when it is anything else} */
    public Map<String, String> form() {
        return header("Content-Type").orElse("").startsWith("application/x-www-form-urlencoded")
                ? Urls.query("?" + body)
                : Map.of();
    }

    /** {@return method and path; headers carry credentials and are left out} */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
