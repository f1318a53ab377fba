package io.commitstatus.internal.http;

import java.net.URI;
import java.util.Locale;

/** Scheme, host and port: how far credentials may go. */
record Origin(String scheme, String host, int port) {

    static Origin of(URI uri) {
        if (uri.getScheme() == null || uri.getHost() == null) {
            throw new IllegalArgumentException("a request needs an absolute http or https URI with a host");
        }
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
        return new Origin(scheme, uri.getHost().toLowerCase(Locale.ROOT), port);
    }

    boolean isPlain() {
        return scheme.equals("http");
    }

    String hostAndPort() {
        return host + ":" + port;
    }

    @Override
    public String toString() {
        return scheme + "://" + hostAndPort();
    }
}
