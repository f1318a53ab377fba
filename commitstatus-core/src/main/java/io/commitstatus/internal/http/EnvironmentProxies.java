package io.commitstatus.internal.http;

import io.commitstatus.model.InvalidFieldException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The proxies that a process's environment names for Providers that name none, as Go's programs read it: {@code HTTPS_PROXY},
 * {@code HTTP_PROXY} and {@code NO_PROXY}, or the same in lower case. Immutable.
 */
public final class EnvironmentProxies {
    /** No proxies. */
    public static final EnvironmentProxies NONE = new EnvironmentProxies(null, null, new NoProxy(""));

    private final @Nullable ProxySettings https;
    private final @Nullable ProxySettings http;
    private final NoProxy direct;

    private EnvironmentProxies(@Nullable ProxySettings https, @Nullable ProxySettings http, NoProxy direct) {
        this.https = https;
        this.http = http;
        this.direct = direct;
    }

    /**
     * Reads an environment.
     *
     * @throws IllegalArgumentException when a variable names no usable proxy, without showing its value
     */
    public static EnvironmentProxies of(Map<String, String> environment) {
        return new EnvironmentProxies(
                proxy(environment, "HTTPS_PROXY"),
                proxy(environment, "HTTP_PROXY"),
                new NoProxy(value(environment, "NO_PROXY")));
    }

    /** The proxy on the way to an API; empty where the way is direct. */
    Optional<ProxySettings> to(URI api) {
        Origin origin = Origin.of(api);
        return Optional.ofNullable(origin.isPlain() ? http : https)
                .filter(it -> !direct.covers(origin.host(), origin.port()));
    }

    private static @Nullable ProxySettings proxy(Map<String, String> environment, String variable) {
        String value = value(environment, variable);
        if (value.isEmpty()) {
            return null;
        }
        try {
            return ProxySettings.parse(variable, value.contains("://") ? value : "http://" + value, "", "");
        } catch (InvalidFieldException e) {
            throw new IllegalArgumentException("environment variable " + variable + ": " + e.getMessage(), e);
        }
    }

    private static String value(Map<String, String> environment, String variable) {
        String upper = environment.getOrDefault(variable, "").strip();
        return upper.isEmpty()
                ? environment
                        .getOrDefault(variable.toLowerCase(Locale.ROOT), "")
                        .strip()
                : upper;
    }
}
