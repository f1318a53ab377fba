package io.commitstatus.examples.receiver.http;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A request that has come whole. */
public final class Call {
    private final String query;
    private final UnaryOperator<@Nullable String> headers;
    private final byte[] body;

    Call(String query, UnaryOperator<@Nullable String> headers, byte[] body) {
        this.query = query;
        this.headers = headers;
        this.body = body;
    }

    /** {@return the header of that name, whatever its case; the first where there are several} */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.apply(name));
    }

    /** {@return what stands after the question mark; perhaps empty} */
    public Form query() throws RefusedException {
        return Form.parse(query);
    }

    /** {@return the body, not a copy} */
    public byte[] body() {
        return body;
    }

    /** {@return the body as UTF-8} */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
