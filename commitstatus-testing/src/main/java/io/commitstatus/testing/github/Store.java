package io.commitstatus.testing.github;

import io.commitstatus.testing.forge.ShownStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The statuses that a stand-in GitHub keeps: appended, never changed; the newest of a context is shown. */
final class Store {
    /** GitHub takes so many statuses of one context on one commit. */
    static final int CEILING = 1000;

    /** A status with what GitHub adds to it. */
    record Entry(long id, String createdAt, ShownStatus status) {}

    private final Map<String, List<Entry>> byCommit = new HashMap<>();
    private long lastId;

    /** Appends; empty when the context has reached the ceiling. */
    synchronized Optional<Entry> append(String repository, String sha, String createdAt, ShownStatus status) {
        List<Entry> entries = byCommit.computeIfAbsent(commit(repository, sha), key -> new ArrayList<>());
        String context = fold(status.key());
        if (entries.stream()
                        .filter(it -> fold(it.status().key()).equals(context))
                        .count()
                >= CEILING) {
            return Optional.empty();
        }
        Entry entry = new Entry(++lastId, createdAt, status);
        entries.add(entry);
        return Optional.of(entry);
    }

    /** Everything, the newest first. */
    synchronized List<Entry> all(String repository, String sha) {
        List<Entry> entries = new ArrayList<>(byCommit.getOrDefault(commit(repository, sha), List.of()));
        Collections.reverse(entries);
        return entries;
    }

    /** The newest of each context, the newest first. */
    List<Entry> shown(String repository, String sha) {
        Map<String, Entry> newest = new LinkedHashMap<>();
        all(repository, sha).forEach(it -> newest.putIfAbsent(fold(it.status().key()), it));
        return List.copyOf(newest.values());
    }

    static String fold(String context) {
        return context.toLowerCase(Locale.ROOT);
    }

    private static String commit(String repository, String sha) {
        return fold(repository) + "@" + fold(sha);
    }
}
