package io.commitstatus.examples.receiver;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.util.Map;

/** Bounds of the JDK's server, which it takes from system properties when the first one is made. One that is set stays. */
final class ServerLimits {
    private static final Map<String, String> PROPERTIES = Map.of(
            "sun.net.httpserver.maxReqTime", "30", // seconds, for headers and body together
            "sun.net.httpserver.maxRspTime", "60", // seconds, the work included
            "sun.net.httpserver.maxReqHeaderSize", "262144", // bytes
            "jdk.httpserver.maxConnections", "1000",
            "sun.net.httpserver.nodelay", "true"); // headers and body are two writes, and would wait for each other

    private ServerLimits() {}

    /** Makes a server. */
    interface Maker {
        HttpServer make() throws IOException;
    }

    static HttpServer apply(Maker maker) throws IOException {
        PROPERTIES.forEach((name, value) -> System.getProperties().putIfAbsent(name, value));
        return maker.make();
    }
}
