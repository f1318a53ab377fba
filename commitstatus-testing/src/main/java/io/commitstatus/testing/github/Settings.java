package io.commitstatus.testing.github;

import io.commitstatus.testing.forge.StandInSettings;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What a test has told a stand-in GitHub about repositories, commits and tokens. */
final class Settings extends StandInSettings {
    /** Where a renamed repository went, and with which status GitHub says so. */
    record Moved(int status, String target) {}

    private final Map<String, Moved> moved = new ConcurrentHashMap<>();
    private final Map<String, String> byId = new ConcurrentHashMap<>();

    /** GitHub redirects to the repository's number, which outlives its names. */
    void rename(String from, String to, int status) {
        String id = Integer.toString(1000 + byId.size());
        byId.put(id, to);
        moved.put(fold(from), new Moved(status, id));
    }

    Optional<Moved> moved(String repository) {
        return Optional.ofNullable(moved.get(fold(repository)));
    }

    Optional<String> byId(String id) {
        return Optional.ofNullable(byId.get(id));
    }
}
