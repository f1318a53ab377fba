package io.commitstatus.testing.bitbucket;

import io.commitstatus.testing.forge.ShownStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The statuses that a stand-in Bitbucket keeps: one per key, overwritten. */
final class Store {
    /** A status with what Bitbucket keeps beside it. */
    record Entry(
            String creator,
            ShownStatus status,
            String name,
            @Nullable String refOrNull,
            @Nullable String parentOrNull) {

        Optional<String> ref() {
            return Optional.ofNullable(refOrNull);
        }
    }

    private final Map<String, Map<String, Entry>> byCommit = new HashMap<>();

    /** Writes; refused when what stands there may not be overwritten. */
    synchronized boolean put(String repository, String sha, Entry entry, Predicate<Entry> mayOverwrite) {
        Map<String, Entry> entries = byCommit.computeIfAbsent(commit(repository, sha), key -> new LinkedHashMap<>());
        Entry before = entries.get(entry.status().key());
        if (before != null && !mayOverwrite.test(before)) {
            return false;
        }
        entries.remove(entry.status().key());
        entries.put(
                entry.status().key(),
                before == null
                        ? entry
                        : new Entry(
                                before.creator(),
                                entry.status(),
                                entry.name(),
                                entry.refOrNull(),
                                entry.parentOrNull()));
        return true;
    }

    synchronized Optional<Entry> find(String repository, String sha, String key) {
        return Optional.ofNullable(
                byCommit.getOrDefault(commit(repository, sha), Map.of()).get(key));
    }

    /** Everything, the newest first. */
    synchronized List<Entry> all(String repository, String sha) {
        List<Entry> entries = new ArrayList<>(
                byCommit.getOrDefault(commit(repository, sha), Map.of()).values());
        Collections.reverse(entries);
        return entries;
    }

    /** Everything on a commit in any repository, in no particular order. */
    synchronized List<Entry> everywhere(String sha) {
        String end = commit("", sha);
        return byCommit.entrySet().stream()
                .filter(it -> it.getKey().endsWith(end))
                .flatMap(it -> it.getValue().values().stream())
                .toList();
    }

    private static String commit(String repository, String sha) {
        return (repository + "@" + sha).toLowerCase(Locale.ROOT);
    }
}
