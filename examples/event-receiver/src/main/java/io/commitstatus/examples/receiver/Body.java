package io.commitstatus.examples.receiver;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;

/** Reads a request's body, up to a limit. */
final class Body {
    private Body() {}

    /**
     * {@return the body}
     *
     * @throws RefusedException with 413 when it is larger than so many bytes
     * @throws IOException when it does not come to its end
     */
    static byte[] read(HttpExchange exchange, int limit) throws IOException, RefusedException {
        InputStream in = exchange.getRequestBody();
        byte[] body = in.readNBytes(limit);
        if (in.read() < 0) {
            return body;
        }
        // The rest is passed over, within reason: whoever is still sending would see a broken connection, not the
        // answer.
        in.readNBytes(body, 0, limit);
        throw new RefusedException(413, "the body is larger than " + limit + " bytes");
    }
}
