package io.commitstatus.examples.receiver;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What is answered to a request. */
record Answer(int status, Map<String, String> headers, String body) {
    private static final String PLAIN = "text/plain; charset=utf-8";

    static Answer empty(int status) {
        return new Answer(status, Map.of(), "");
    }

    static Answer text(int status, String text) {
        return new Answer(status, Map.of("Content-Type", PLAIN), text + "\n");
    }

    void send(HttpExchange exchange) throws IOException {
        headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }
}
