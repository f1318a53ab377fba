package io.commitstatus.internal.http;

import io.commitstatus.outbox.SteadyClock;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/**
 * The tokens of one router, in memory only: one for each identity and way out of this process, so that a proxy or a certificate
 * of one Provider cannot spoil what others use. Kept while a session is open that uses it. Thread-safe.
 */
public final class TokenCache {
    private final Clock clock;
    private final Map<Key, Shared> cells = new HashMap<>();

    /** Without tokens. */
    public TokenCache(Clock clock) {
        this.clock = SteadyClock.of(clock);
    }

    record Key(Transport transport, Object identity) {
        /** Without the identity, which may hold the secret itself. */
        @Override
        public String toString() {
            return "the token of an identity";
        }
    }

    private static final class Shared {
        final TokenCell cell;
        int sessions;

        Shared(TokenCell cell) {
            this.cell = cell;
        }
    }

    synchronized TokenCell take(Key key) {
        Shared shared = cells.computeIfAbsent(key, it -> new Shared(new TokenCell(clock)));
        shared.sessions++;
        return shared.cell;
    }

    synchronized void giveBack(Key key) {
        Shared shared = cells.get(key);
        if (shared != null && --shared.sessions == 0) {
            cells.remove(key);
        }
    }
}
