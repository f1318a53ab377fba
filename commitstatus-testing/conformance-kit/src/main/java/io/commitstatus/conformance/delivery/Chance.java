package io.commitstatus.conformance.delivery;

import java.util.List;
import java.util.Random;

/** A run's random choices. */
final class Chance {
    private final Random random;

    Chance(long seed) {
        this.random = new Random(seed);
    }

    Random random() {
        return random;
    }

    <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    int below(int bound) {
        return random.nextInt(bound);
    }
}
