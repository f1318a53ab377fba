package io.commitstatus.bitbucket;

import io.commitstatus.spi.http.ApiResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Data Center's version, and which endpoints it has. */
record ServerVersion(int major, int minor) {
    private static final Pattern FORMAT = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(\\D.*)?");
    private static final ServerVersion NEW = new ServerVersion(Integer.MAX_VALUE, 0);

    /** From the application's properties; a server that does not tell, or a gateway before it, counts as a new one. */
    static ServerVersion of(ApiResponse properties) {
        Object version = properties.object().get("version");
        Matcher matcher = FORMAT.matcher(version instanceof String text ? text : "");
        return matcher.matches()
                ? new ServerVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)))
                : NEW;
    }

    /** Whether a repository's builds can be posted; else only those of a commit, whatever its repository. */
    boolean takesBuilds() {
        return atLeast(7, 4);
    }

    /** Whether a repository's builds can be asked for. */
    boolean showsBuilds() {
        return atLeast(7, 14);
    }

    private boolean atLeast(int otherMajor, int otherMinor) {
        return major > otherMajor || (major == otherMajor && minor >= otherMinor);
    }
}
