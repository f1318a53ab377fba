package io.commitstatus.internal.http;

import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An HTTP proxy, and the header that it wants. */
record ProxySettings(String host, int port, @Nullable String authorization) {
    private static final Set<String> OTHER_SCHEMES = Set.of("https", "socks", "socks4", "socks5", "socks5h", "ftp");
    private static final int LAST_PORT = 65_535;

    /** In Flux's order: the proxy's Secret, then the key {@code proxy} of the credentials' Secret, then the Provider. */
    static Optional<ProxySettings> of(Provider provider, @Nullable Secret credentials, @Nullable Secret proxy) {
        if (proxy != null) {
            String address = proxy.value("address")
                    .map(String::strip)
                    .orElseThrow(() -> new InvalidFieldException(
                            "spec.proxySecretRef",
                            "Secret " + proxy.name() + " has no key \"address\"; add it, as in http://proxy:3128"));
            String user = proxy.value("username").map(String::strip).orElse("");
            String password = proxy.value("password").map(String::strip).orElse("");
            return Optional.of(parse("spec.proxySecretRef", address, user, password));
        }
        Optional<String> inSecret = credentials == null
                ? Optional.empty()
                : credentials.value("proxy").map(String::strip);
        if (inSecret.isPresent()) {
            return Optional.of(parse("proxy", inSecret.get(), "", ""));
        }
        return provider.proxy().map(it -> parse("spec.proxy", it.strip(), "", ""));
    }

    static ProxySettings parse(String field, String address, String user, String password) {
        URI uri;
        try {
            uri = URI.create(address);
        } catch (IllegalArgumentException e) {
            // Its message holds the address, which may hold a password.
            throw new InvalidFieldException(
                    field, "the proxy's address is not a valid URL; write one such as http://proxy:3128");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http")) {
            // What stands before the first colon may as well be a user's name, or a token.
            String what = OTHER_SCHEMES.contains(scheme)
                    ? "a proxy with the scheme \"" + scheme + "\" is not supported"
                    : "the proxy's address does not begin with http://";
            throw new InvalidFieldException(
                    field, what + "; give an http proxy, as in http://proxy:3128, which carries https too");
        }
        if (uri.getHost() == null) {
            throw new InvalidFieldException(
                    field, "the proxy's address names no host; write one such as http://proxy:3128");
        }
        if (uri.getPort() == 0 || uri.getPort() > LAST_PORT) {
            throw new InvalidFieldException(
                    field,
                    "the proxy's port " + uri.getPort() + " is not a valid port; write one of 1 to " + LAST_PORT);
        }
        String userInfo = user.isEmpty() && password.isEmpty() ? uri.getUserInfo() : user + ":" + password;
        return new ProxySettings(
                uri.getHost(), uri.getPort() < 0 ? 80 : uri.getPort(), userInfo == null ? null : basic(userInfo));
    }

    private static String basic(String userInfo) {
        return "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8));
    }

    /** {@return host and port, without credentials} */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
