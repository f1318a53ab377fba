package io.commitstatus.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** How the library introduces itself; some Git hosts refuse requests that do not. */
final class UserAgent {
    static final String VALUE = value();

    private UserAgent() {}

    private static String value() {
        Properties build = new Properties();
        try (InputStream in = UserAgent.class.getResourceAsStream("build.properties")) {
            if (in != null) {
                build.load(in);
            }
        } catch (IOException e) {
            return "commitstatus";
        }
        String version = build.getProperty("version", "");
        // Unfiltered when an IDE copied the resources.
        return version.isEmpty() || version.startsWith("$") ? "commitstatus" : "commitstatus/" + version;
    }
}
