package io.commitstatus.examples.receiver;

import io.commitstatus.examples.receiver.http.Limits;
import java.util.List;
import java.util.Map;

/** The receiver's main program, which prints where it listens. */
final class ReceiverForTests {
    private ReceiverForTests() {}

    public static void main(String[] arguments) throws Exception {
        Settings settings = Settings.of(List.of(arguments), Map.of());
        Receiver receiver = Receiver.start(
                settings,
                Limits.forHeap(Runtime.getRuntime().maxMemory()),
                Store.open(settings),
                Sources.of(settings),
                Map.of());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> receiver.close(settings.stopWithin()), "stop"));
        System.out.println(receiver.url() + " " + receiver.adminUrl());
    }
}
