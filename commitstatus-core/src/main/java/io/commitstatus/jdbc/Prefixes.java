package io.commitstatus.jdbc;

import io.commitstatus.model.NamespacedName;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/** What Providers' lanes begin with, kept since a router asks for the same Providers again and again. Thread-safe. */
final class Prefixes {
    private final Map<NamespacedName, String> known = new HashMap<>();

    synchronized NavigableSet<String> of(Set<NamespacedName> providers) {
        if (known.size() > 2 * providers.size() + 1000) {
            known.keySet().retainAll(providers);
        }
        TreeSet<String> prefixes = new TreeSet<>();
        providers.forEach(it -> prefixes.add(known.computeIfAbsent(it, Digest::of)));
        return prefixes;
    }
}
