package io.commitstatus.conformance.delivery;

import io.commitstatus.testing.ManualClock;
import io.commitstatus.testing.forge.Fault;
import io.commitstatus.testing.forge.ForgeRequest;
import io.commitstatus.testing.forge.StandIn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What goes wrong at the Git host in a run. */
final class Faults {
    /** Each takes real time, until the request's deadline. */
    private static final int MOST_TIMEOUTS = 3;
    /** Less than the library allows for a write whose answer was lost. */
    private static final Duration LATE = Duration.ofSeconds(20);

    private static final Pattern DESCRIPTION = Pattern.compile("(status number|moving) \\d+");

    private final DeliveryContract contract;
    private final StandIn standIn;
    private final ManualClock clock;
    private final Chance chance;
    private final Queue<Late> late = new ConcurrentLinkedQueue<>();
    private final Set<String> lateDescriptions = ConcurrentHashMap.newKeySet();
    private int timeouts;
    private int count;

    /** A write that the host applies later. */
    private record Late(Runnable write, Instant deadline) {}

    Faults(DeliveryContract contract, StandIn standIn, ManualClock clock, Chance chance) {
        this.contract = contract;
        this.standIn = standIn;
        this.clock = clock;
        this.chance = chance;
    }

    int count() {
        return count;
    }

    void next() {
        if (standIn.forge().faultsLeft() > 3) {
            return;
        }
        count++;
        if (chance.below(5) == 0) {
            standIn.forge().nextFor(contract::isQuestion, chance.one(contract.questionFaults()));
            return;
        }
        List<Fault> all = new ArrayList<>(List.of(
                Fault.reset(),
                Fault.lostAnswer(),
                Fault.lostAnswer(),
                Fault.halfSent(),
                Fault.empty(502),
                Fault.garbage(503),
                Fault.huge(500),
                Fault.appliedThen(503, Map.of("Retry-After", "3"), "{}"),
                Fault.appliedThen(502, Map.of(), "<html>bad gateway</html>"),
                Fault.answer(429, Map.of("Retry-After", "7"), "{\"message\":\"slow down\"}"),
                Fault.answer(503, Map.of("Retry-After", "3"), "<html>maintenance</html>"),
                Fault.answer(401, "{\"message\":\"Bad credentials\"}"),
                Fault.answer(403, "{\"message\":\"Forbidden\"}"),
                Fault.answer(404, "{\"message\":\"Not Found\"}")));
        all.addAll(contract.faults());
        all.add(Fault.appliedLate(this::later));
        if (timeouts < MOST_TIMEOUTS) {
            all.add(Fault.timeout());
            all.add(Fault.trickle(Duration.ofMillis(50)));
        }
        Fault fault = chance.one(all);
        if (fault.toString().equals("timeout") || fault.toString().equals("trickle")) {
            timeouts++;
        }
        standIn.forge().next(fault);
    }

    private void later(ForgeRequest request, Runnable write) {
        Matcher description = DESCRIPTION.matcher(request.body());
        if (description.find()) {
            lateDescriptions.add(description.group());
        }
        late.add(new Late(write, clock.instant().plus(LATE)));
    }

    /** The descriptions of what the host may have applied out of order. */
    Set<String> lateDescriptions() {
        return lateDescriptions;
    }

    /** Moves the clock; what the host applies late, it applies in time. */
    void advance(Duration by) {
        Instant then = clock.instant().plus(by);
        for (Late it = late.peek(); it != null && !it.deadline().isAfter(then); it = late.peek()) {
            late.remove();
            it.write().run();
        }
        clock.advance(by);
    }

    void end() {
        standIn.forge().clearFaults();
        for (Late it = late.poll(); it != null; it = late.poll()) {
            it.write().run();
        }
    }
}
