package io.commitstatus.jdbc;

import java.sql.SQLException;
import java.util.NavigableSet;
import org.jspecify.annotations.Nullable;

/** Once around the lanes of an API that have rows ready, beginning after one of them; those of other Providers are leapt over. */
final class LaneWalk {
    private final ReadyRows ready;
    private final String api;
    private final NavigableSet<String> providers;
    private final String start;
    private String position;
    private boolean wrapped;

    LaneWalk(ReadyRows ready, String api, NavigableSet<String> providers, String start) {
        this.ready = ready;
        this.api = api;
        this.providers = providers;
        this.start = start;
        this.position = start;
    }

    /** The next lane; null when all have had their turn. */
    @Nullable
    String next() throws SQLException {
        while (true) {
            String found = ready.laneAfter(api, position).orElse(null);
            if (wrapped && (found == null || found.compareTo(start) > 0)) {
                return null;
            }
            String provider = found == null ? null : Digest.providerOf(found);
            if (found != null && providers.contains(provider)) {
                position = found;
                return found;
            }
            String ours = provider == null ? null : providers.higher(provider);
            if (ours != null) {
                position = ours;
            } else if (wrapped) {
                return null;
            } else {
                wrapped = true;
                position = "";
            }
        }
    }
}
