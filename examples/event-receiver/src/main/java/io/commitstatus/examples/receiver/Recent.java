package io.commitstatus.examples.receiver;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last things of a kind. Thread-safe. */
final class Recent<T> {
    private final int max;
    private final Deque<T> last = new ArrayDeque<>();

    Recent(int max) {
        this.max = max;
    }

    synchronized void add(T one) {
        last.addFirst(one);
        if (last.size() > max) {
            last.removeLast();
        }
    }

    /** The newest first. */
    synchronized List<T> list() {
        return List.copyOf(last);
    }
}
