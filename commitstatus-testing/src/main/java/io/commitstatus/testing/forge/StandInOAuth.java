package io.commitstatus.testing.forge;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * An OAuth token endpoint apart from the Git host, at every path that ends in {@code token}: takes a client's id and secret as Basic
 * or in the form, or an assertion in its place. Thread-safe.
 *
 * @since 0.1
 */
public final class StandInOAuth implements AutoCloseable {
    private final FakeForge forge;
    private final OAuthClient client;

    private StandInOAuth(FakeForge forge, OAuthClient client) {
        this.forge = forge;
        this.client = client;
    }

    /** Starts with one client. */
    public static StandInOAuth start(String id, String secret) {
        OAuthClient client = new OAuthClient(Clock.systemUTC(), id);
        client.secret(secret);
        FakeForge forge = FakeForge.start(request ->
                request.path().endsWith("token") ? client.exchange(request) : ForgeResponse.text(404, "Not Found"));
        return new StandInOAuth(forge, client);
    }

    /** The fields of a form's body. */
    public static Map<String, String> form(String body) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return fields;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** {@return its URL, without a path} */
    public URI url() {
        return forge.url();
    }

    /** {@return the server, for faults and requests} */
    public FakeForge forge() {
        return forge;
    }

    /** From now on the client's secret is this one. */
    public void secret(String secret) {
        client.secret(secret);
    }

    /** {@return the tokens that were handed out} */
    public Set<String> minted() {
        return client.minted();
    }

    @Override
    public void close() {
        forge.close();
    }
}
