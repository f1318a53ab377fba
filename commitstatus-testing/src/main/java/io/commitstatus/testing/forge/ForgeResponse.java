package io.commitstatus.testing.forge;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer.
 *
 * @param status the HTTP status
 * @param headers the headers
 * @param body the body, possibly empty
 * @since 0.1
 */
public record ForgeResponse(int status, Map<String, String> headers, String body) {

    /** Copies the headers. */
    public ForgeResponse {
        headers = Map.copyOf(headers);
    }

    /** An answer in JSON: maps, lists, strings, numbers, booleans and nulls. */
    public static ForgeResponse json(int status, Object value) {
        return new ForgeResponse(status, Map.of("Content-Type", "application/json; charset=utf-8"), Json.write(value));
    }

    /** An answer in plain text. */
    public static ForgeResponse text(int status, String body) {
        return new ForgeResponse(status, Map.of("Content-Type", "text/plain; charset=utf-8"), body);
    }

    /** A page for people, as a sign-in, a proxy or a firewall shows. */
    public static ForgeResponse page(int status, String title) {
        return new ForgeResponse(
                status,
                Map.of("Content-Type", "text/html; charset=utf-8"),
                "<!DOCTYPE html>\n<html><head><title>" + title + "</title></head><body>" + title + "</body></html>\n");
    }

    /** An answer without a body. */
    public static ForgeResponse empty(int status) {
        return new ForgeResponse(status, Map.of(), "");
    }

    /** The same with one more header, or another value for it. */
    public ForgeResponse header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new ForgeResponse(status, more, body);
    }
}
