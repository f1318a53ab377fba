package io.commitstatus.internal.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** Bodies that come compressed, though nobody asked for it: some gateways do that to all answers. */
final class Compressed {
    private Compressed() {}

    /** The body as it is meant: up to the limit; as far as it goes where it was cut; as it came where it is no gzip at all. */
    static byte[] read(HttpHeaders headers, byte[] body, int limit) {
        String encoding =
                headers.firstValue("Content-Encoding").orElse("").strip().toLowerCase(Locale.ROOT);
        if (!encoding.equals("gzip") && !encoding.equals("x-gzip")) {
            return body;
        }
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            byte[] part = new byte[8192];
            for (int n = in.read(part); n >= 0 && plain.size() < limit; n = in.read(part)) {
                plain.write(part, 0, Math.min(n, limit - plain.size()));
            }
        } catch (IOException e) {
            // What was read before it broke off says more than nothing.
            return plain.size() == 0 ? body : plain.toByteArray();
        }
        return plain.toByteArray();
    }
}
