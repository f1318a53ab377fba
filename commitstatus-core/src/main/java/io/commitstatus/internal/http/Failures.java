package io.commitstatus.internal.http;

import io.commitstatus.model.CleanText;
import io.commitstatus.model.GoDuration;
import io.commitstatus.spi.RequestNotSentException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Says what went wrong on the way, which the JDK often leaves out: its connect failures have no message at all. Its own
 * exceptions are not passed on as causes, because some quote what the server sent, and a server may send back a token.
 */
record Failures(Origin origin, Duration timeout, Optional<ProxySettings> proxy, Redaction redaction) {
    /** The JDK's words for a proxy's answer to CONNECT that is neither good nor 407. */
    private static final Pattern NO_TUNNEL = Pattern.compile("Tunnel failed, got: ([0-9]{3})");
    /** The JDK's words for the error code of HTTP/2. */
    private static final String HTTP_1_1_REQUIRED = "Use HTTP/1.1 for request";

    IOException explain(IOException failure) {
        Matcher tunnel = NO_TUNNEL.matcher(String.valueOf(failure.getMessage()));
        if (tunnel.matches()) {
            return noTunnel(Integer.parseInt(tunnel.group(1)));
        }
        if (caused(failure, HttpConnectTimeoutException.class) != null) {
            return new RequestNotSentException("no connection to " + nextHop() + " in time; is it up?", true);
        }
        if (caused(failure, HttpTimeoutException.class) != null) {
            return new HttpTimeoutException(
                    "no whole answer from " + origin.hostAndPort() + " within " + GoDuration.text(timeout));
        }
        if (caused(failure, UnresolvedAddressException.class) != null) {
            return new RequestNotSentException(
                    "cannot find the host " + nextHop() + "; check the name, and DNS", false);
        }
        if (caused(failure, ConnectException.class) != null) {
            return new RequestNotSentException(
                    "cannot connect to " + nextHop() + "; is it up, and allowed by the network?", false);
        }
        SSLException tls = caused(failure, SSLException.class);
        if (tls != null) {
            return new IOException("no TLS with " + origin.hostAndPort() + ": " + text(tls)
                    + "; a private CA belongs into ca.crt of the Secret that spec.certSecretRef names");
        }
        return new IOException("the exchange with " + origin.hostAndPort() + " broke off: " + text(failure));
    }

    /** Whether the other side gave up a request of HTTP/2, unread, because it wants it in HTTP/1.1. */
    static boolean asksForHttp1(IOException failure) {
        for (Throwable it = failure; it != null; it = it.getCause()) {
            if (it instanceof IOException && String.valueOf(it.getMessage()).contains(HTTP_1_1_REQUIRED)) {
                return true;
            }
        }
        return false;
    }

    IOException endlessRedirect(int status) {
        return new IOException("HTTP " + status + ": " + origin.hostAndPort()
                + " redirects without end; is the address right, and does a proxy in front of it send https to http?");
    }

    IOException noTunnel(int status) {
        return new RequestNotSentException(
                proxyName() + " answered HTTP " + status + " in place of a connection to " + origin.hostAndPort()
                        + "; allow the host there, or name it in NO_PROXY where the proxy is the environment's",
                false);
    }

    private String proxyName() {
        return proxy.map(it -> "the proxy " + it).orElse("a proxy");
    }

    IOException proxyRefused() {
        String who = proxyName();
        if (proxy.map(ProxySettings::authorization).isEmpty()) {
            return new IOException(who + " answered 407 and wants credentials; name a Secret with address, username and"
                    + " password in spec.proxySecretRef");
        }
        return new IOException(
                who + " answered 407 and refused the credentials; for https, the JVM sends them only when"
                        + " it is started with -Djdk.http.auth.tunneling.disabledSchemes= (nothing after the equals sign)");
    }

    private String nextHop() {
        return proxy.map(it -> "proxy " + it).orElse(origin.hostAndPort());
    }

    private String text(Throwable failure) {
        String message = failure.getMessage();
        return CleanText.line(
                redaction.apply(message == null ? failure.getClass().getSimpleName() : message));
    }

    private static <T extends Throwable> @Nullable T caused(Throwable failure, Class<T> type) {
        for (Throwable it = failure; it != null; it = it.getCause()) {
            if (type.isInstance(it)) {
                return type.cast(it);
            }
        }
        return null;
    }
}
