package io.commitstatus.testing.azuredevops;

import io.commitstatus.testing.forge.ShownStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The statuses that a stand-in Azure DevOps keeps: appended, never changed; the newest of a genre and name is shown. */
final class Store {
    /** A status with what Azure DevOps adds to it. */
    record Entry(long id, String createdAt, String genre, String name, ShownStatus status) {}

    private final Map<String, List<Entry>> byCommit = new HashMap<>();
    private long lastId;

    /** A genre and a name in one, as a publisher's vendor key has them; a slash in the genre is escaped. */
    static String key(String genre, String name) {
        return genre.replace("%", "%25").replace("/", "%2F") + "/" + name;
    }

    synchronized Entry append(
            String repository, String commit, String createdAt, String genre, String name, ShownStatus status) {
        Entry entry = new Entry(++lastId, createdAt, genre, name, status);
        byCommit.computeIfAbsent(commit(repository, commit), key -> new ArrayList<>())
                .add(entry);
        return entry;
    }

    /** Everything, the newest first. */
    synchronized List<Entry> all(String repository, String commit) {
        List<Entry> entries = new ArrayList<>(byCommit.getOrDefault(commit(repository, commit), List.of()));
        Collections.reverse(entries);
        return entries;
    }

    /** The newest of each genre and name, the newest first. */
    List<Entry> shown(String repository, String commit) {
        Map<String, Entry> newest = new LinkedHashMap<>();
        all(repository, commit).forEach(it -> newest.putIfAbsent(it.status().key(), it));
        return List.copyOf(newest.values());
    }

    private static String commit(String repository, String commit) {
        return (repository + "@" + commit).toLowerCase(Locale.ROOT);
    }
}
