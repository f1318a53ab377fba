package io.commitstatus.jdbc;

import io.commitstatus.internal.delivery.Register;
import io.commitstatus.internal.delivery.Register.Claimed;
import io.commitstatus.spi.Outbox.Claim;
import io.commitstatus.spi.Outbox.ClaimRequest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.UUID;

/** One claim: gives every API and in it every lane its turn, one row at a time, until there are enough. */
final class ClaimRound {
    /** How far it looks into one lane for a row that is admitted. */
    private static final int LOOK_AHEAD = 64;
    /** After so many refusals in a row the API is taken to be busy; the next round goes on behind them. */
    private static final int REFUSALS = 256;

    private static final int FIRST_LOOK = 4;

    private final Transaction transaction;
    private final ReadyRows ready;
    private final ClaimRequest request;
    private final NavigableSet<String> providers;
    private final Turns turns;
    private final Map<String, Register> admitted = new LinkedHashMap<>();

    ClaimRound(Transaction transaction, ClaimRequest request, NavigableSet<String> providers, Turns turns) {
        this.transaction = transaction;
        this.ready = new ReadyRows(transaction);
        this.request = request;
        this.providers = providers;
        this.turns = turns;
    }

    List<Claim> run() throws SQLException {
        List<Lane> open = new ArrayList<>();
        for (String api : ready.apis(turns.api())) {
            if (full()) {
                break;
            }
            open.addAll(firstOfEach(api));
            turns.served(api);
        }
        while (!full() && !open.isEmpty()) {
            List<Lane> more = new ArrayList<>();
            for (Lane lane : open) {
                if (!full() && lane.admitOne()) {
                    more.add(lane);
                }
            }
            open = more;
        }
        return lease();
    }

    private boolean full() {
        return admitted.size() >= request.max();
    }

    /** Admits one row of each lane of an API, in turn, and tells which lanes had one. */
    private List<Lane> firstOfEach(String api) throws SQLException {
        List<Lane> open = new ArrayList<>();
        LaneWalk walk = new LaneWalk(ready, api, providers, turns.lane(api));
        int refused = 0;
        while (!full() && refused < REFUSALS) {
            String name = walk.next();
            if (name == null) {
                break;
            }
            Lane lane = new Lane(api, name);
            if (lane.admitOne()) {
                open.add(lane);
                refused = 0;
            } else {
                refused += Math.max(1, lane.next);
            }
            turns.served(api, name);
        }
        return open;
    }

    private List<Claim> lease() throws SQLException {
        RowTable table = new RowTable(transaction);
        Map<String, Register> locked = table.lockFree(admitted.keySet());
        List<Claim> claims = new ArrayList<>();
        List<Register> leased = new ArrayList<>();
        admitted.forEach((hash, seen) -> {
            Register now = locked.get(hash);
            // Somebody may have been faster, or have changed what was admitted.
            if (now != null && now.equals(seen) && now.claimable(transaction.now())) {
                Claimed claimed = now.claim(UUID.randomUUID().toString(), request.lease(), transaction.now());
                claims.add(claimed.claim());
                leased.add(claimed.next());
            }
        });
        table.update(leased);
        return claims;
    }

    /** The rows of one lane, read as far as is needed. */
    private final class Lane {
        private final String api;
        private final String name;
        private final List<Register> rows = new ArrayList<>();
        private int next;
        private boolean all;

        Lane(String api, String name) {
            this.api = api;
            this.name = name;
        }

        boolean admitOne() throws SQLException {
            while (true) {
                if (next == rows.size() && !more()) {
                    return false;
                }
                Register register = rows.get(next++);
                if (register.claimable(transaction.now())
                        && request.providers().contains(register.row().provider())
                        && request.admits().test(register.row())) {
                    admitted.put(Digest.of(register.row().key()), register);
                    return true;
                }
            }
        }

        private boolean more() throws SQLException {
            if (all || rows.size() >= LOOK_AHEAD) {
                return false;
            }
            int max = rows.isEmpty() ? FIRST_LOOK : LOOK_AHEAD - rows.size();
            List<Register> read = ready.inLane(api, name, rows.size(), max);
            rows.addAll(read);
            all = read.size() < max;
            return !read.isEmpty();
        }
    }
}
