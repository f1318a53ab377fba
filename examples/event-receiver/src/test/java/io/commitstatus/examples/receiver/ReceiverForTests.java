package io.commitstatus.examples.receiver;

import io.commitstatus.examples.receiver.http.Limits;
import java.util.List;
import java.util.Map;

/** The receiver's main program, as far as a stand-in GitHub needs another: it prints where it listens. */
final class ReceiverForTests {
    private ReceiverForTests() {}

    public static void main(String[] arguments) throws Exception {
        Settings settings = Settings.of(List.of(arguments), Map.of());
        Receiver receiver = Receiver.start(
                settings,
                Limits.forHeap(Runtime.getRuntime().maxMemory()),
                Store.open(settings),
                Sources.of(settings, List.of()),
                Fixture::forStandIn);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> receiver.close(settings.stopWithin()), "stop"));
        System.out.println(receiver.url() + " " + receiver.adminUrl());
    }
}
