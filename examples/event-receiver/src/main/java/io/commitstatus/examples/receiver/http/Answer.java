package io.commitstatus.examples.receiver.http;

import java.util.Map;

/**
 * What is answered to a request.
 *
 * @param status the number, such as 202
 * @param headers the headers
 * @param body the text, in UTF-8; perhaps empty
 */
public record Answer(int status, Map<String, String> headers, String body) {
    private static final String PLAIN = "text/plain; charset=utf-8";

    /** An answer without a body. */
    public static Answer empty(int status) {
        return new Answer(status, Map.of(), "");
    }

    /** One line for people. */
    public static Answer text(int status, String text) {
        return new Answer(status, Map.of("Content-Type", PLAIN), text + "\n");
    }
}
