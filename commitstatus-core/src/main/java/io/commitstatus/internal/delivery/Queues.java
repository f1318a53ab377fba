package io.commitstatus.internal.delivery;

import io.commitstatus.internal.delivery.MemoryOutbox.Cell;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.spi.Outbox.Claim;
import io.commitstatus.spi.Outbox.ClaimRequest;
import io.commitstatus.spi.Outbox.Row;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of an outbox in memory that want work: those that are due, by repository, and those that will be, by time. A
 * leased row stands among the latter with the end of its lease.
 */
final class Queues {
    /** How far a claim looks into one repository for a row that is admitted. */
    private static final int LOOK_AHEAD = 64;

    private static final Comparator<Cell> TERMINAL_THEN_NEWEST = Comparator.comparing(
                    (Cell it) -> !row(it).status().state().isTerminal())
            .thenComparing(it -> row(it).eventTime(), Comparator.reverseOrder())
            .thenComparing(it -> it.sequence);
    private static final Comparator<Cell> SOONEST = Comparator.comparing(
                    (Cell it) -> Objects.requireNonNull(it.place).wakeAt())
            .thenComparing(it -> it.sequence);

    /** In the order in which repositories have their turn. */
    private final Map<Group, TreeSet<Cell>> ready = new LinkedHashMap<>();

    private final TreeSet<Cell> timed = new TreeSet<>(SOONEST);

    /** Where a cell stands: in a group when it is due, else among the timed. */
    record Place(Instant wakeAt, @Nullable Group group) {}

    /** One repository through one Provider. */
    record Group(NamespacedName provider, URI api, String repository) {}

    void add(Cell cell, Instant now) {
        Register register = cell.register;
        Instant due = Objects.requireNonNullElse(register.row().due(), Instant.MAX);
        Instant leaseEnd = register.leaseEnd();
        Instant wakeAt = leaseEnd != null && leaseEnd.isAfter(due) ? leaseEnd : due;
        if (register.claimable(now)) {
            Row row = register.row();
            Group group = new Group(row.provider(), row.key().api(), row.key().repository());
            cell.place = new Place(wakeAt, group);
            ready.computeIfAbsent(group, it -> new TreeSet<>(TERMINAL_THEN_NEWEST))
                    .add(cell);
        } else {
            cell.place = new Place(wakeAt, null);
            timed.add(cell);
        }
    }

    void remove(Cell cell) {
        Place place = cell.place;
        if (place == null) {
            return;
        }
        if (place.group() == null) {
            timed.remove(cell);
        } else {
            TreeSet<Cell> group = Objects.requireNonNull(ready.get(place.group()));
            group.remove(cell);
            if (group.isEmpty()) {
                ready.remove(place.group());
            }
        }
        cell.place = null;
    }

    /** Moves what has become due, or whose lease has lapsed, to the ready ones. */
    void wake(Instant now) {
        while (!timed.isEmpty()
                && !Objects.requireNonNull(timed.first().place).wakeAt().isAfter(now)) {
            Cell cell = Objects.requireNonNull(timed.pollFirst());
            add(cell, now);
        }
    }

    /** Gives every repository its turn, one row at a time, until there are enough. */
    List<Claim> pick(ClaimRequest request, Function<Cell, Claim> claim) {
        List<Claim> claims = new ArrayList<>();
        boolean more = true;
        while (more && claims.size() < request.max()) {
            more = false;
            for (Group group : List.copyOf(ready.keySet())) {
                if (claims.size() == request.max()) {
                    break;
                }
                Optional<Cell> cell =
                        request.providers().contains(group.provider()) ? admitted(group, request) : Optional.empty();
                if (cell.isPresent()) {
                    claims.add(claim.apply(cell.get()));
                    toTheEnd(group);
                    more = true;
                }
            }
        }
        return claims;
    }

    private Optional<Cell> admitted(Group group, ClaimRequest request) {
        TreeSet<Cell> cells = ready.get(group);
        return cells == null
                ? Optional.empty()
                : cells.stream()
                        .limit(LOOK_AHEAD)
                        .filter(it -> request.admits().test(row(it)))
                        .findFirst();
    }

    private void toTheEnd(Group group) {
        TreeSet<Cell> cells = ready.remove(group);
        if (cells != null) {
            ready.put(group, cells);
        }
    }

    Optional<Duration> next(Set<NamespacedName> providers, Instant now) {
        if (ready.keySet().stream().anyMatch(it -> providers.contains(it.provider()))) {
            return Optional.of(Duration.ZERO);
        }
        return timed.stream()
                .filter(it -> providers.contains(row(it).provider()))
                .findFirst()
                .map(it ->
                        Duration.between(now, Objects.requireNonNull(it.place).wakeAt()));
    }

    Stream<Cell> waiting() {
        return Stream.concat(ready.values().stream().flatMap(Set::stream), timed.stream());
    }

    private static Row row(Cell cell) {
        return cell.register.row();
    }
}
