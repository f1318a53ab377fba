package io.commitstatus.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.model.DeliveryKey;
import io.commitstatus.model.ObjectReference;
import java.net.URI;
import org.junit.jupiter.api.Test;

class ObjectsByKeyTest {
    private final ObjectsByKey objects = new ObjectsByKey();

    private static DeliveryKey key(int number) {
        return new DeliveryKey(
                "github", URI.create("https://api.example.com"), "apps", "o/r", "c0ffee", "key-" + number);
    }

    private static ObjectReference object(String name) {
        return new ObjectReference("", "Kustomization", "apps", name, "");
    }

    @Test
    void oneObjectMayWriteItsKeyAgain() {
        assertThat(objects.meet(key(1), object("a"))).isEmpty();
        assertThat(objects.meet(key(1), object("a"))).isEmpty();
    }

    @Test
    void eachPairIsToldOfOnceWhateverTheKeyAndTheOrder() {
        objects.meet(key(1), object("a"));
        objects.meet(key(2), object("b"));
        assertThat(objects.meet(key(1), object("b"))).isPresent();
        assertThat(objects.meet(key(2), object("a"))).isEmpty();
        assertThat(objects.meet(key(2), object("c"))).isPresent();
    }

    @Test
    void theMemoryIsBounded() {
        objects.meet(key(0), object("a"));
        for (int i = 1; i <= 10_000; i++) {
            objects.meet(key(i), object("a"));
        }
        assertThat(objects.meet(key(0), object("b"))).isEmpty();
        assertThat(objects.meet(key(10_000), object("b"))).isPresent();
    }
}
