package io.commitstatus.testing.forge;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Faults in the order in which they wait for a request that they are meant for. */
final class FaultQueue {
    private record Waiting(Predicate<ForgeRequest> meantFor, Fault fault) {}

    private final List<Waiting> waiting = new ArrayList<>();

    synchronized void add(Predicate<ForgeRequest> meantFor, Fault... faults) {
        for (Fault fault : faults) {
            waiting.add(new Waiting(meantFor, fault));
        }
    }

    synchronized Optional<Fault> take(ForgeRequest request) {
        for (Iterator<Waiting> it = waiting.iterator(); it.hasNext(); ) {
            Waiting next = it.next();
            if (next.meantFor().test(request)) {
                it.remove();
                return Optional.of(next.fault());
            }
        }
        return Optional.empty();
    }

    synchronized int size() {
        return waiting.size();
    }

    synchronized void clear() {
        waiting.clear();
    }
}
