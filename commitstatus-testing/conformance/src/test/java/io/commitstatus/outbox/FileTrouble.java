package io.commitstatus.outbox;

import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.DeliveryKey;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.OutboxException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process with an outbox on a file system that makes trouble; prints what the outbox says. */
public final class FileTrouble {
    private FileTrouble() {}

    /** Takes the kind of trouble, and the folder on that file system. */
    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[1], "outbox.db");
        switch (arguments[0]) {
            case "full" -> fill(file);
            case "readonly" -> {
                FileOutbox.at(file).close();
                new ProcessBuilder("mount", "-o", "remount,ro", arguments[1])
                        .inheritIO()
                        .start()
                        .waitFor();
                open(file);
            }
            default -> open(file);
        }
    }

    private static void open(Path file) {
        try {
            FileOutbox.at(file).close();
            System.out.println("no trouble");
        } catch (OutboxException e) {
            System.out.println(e.getMessage());
        }
    }

    /** Puts until there is no room, makes room, puts again, and looks whether all that was accepted is there. */
    private static void fill(Path file) throws IOException {
        Path other = Files.write(file.resolveSibling("other"), new byte[1 << 20]);
        List<DeliveryKey> accepted = new ArrayList<>();
        try (Outbox outbox = FileOutbox.at(file)) {
            int number = 0;
            try {
                for (; number < 100_000; number++) {
                    put(outbox, number, accepted);
                }
            } catch (OutboxException e) {
                System.out.println(e.getMessage());
            }
            int before = accepted.size();
            Files.delete(other);
            put(outbox, number, accepted);
            System.out.println(before + " and then " + (accepted.size() - before));
        }
        try (Outbox outbox = FileOutbox.at(file)) {
            System.out.println(outbox.find(accepted).size() == accepted.size() ? "nothing lost" : "lost");
        }
    }

    private static void put(Outbox outbox, int number, List<DeliveryKey> accepted) {
        Wanted wanted = wanted(number);
        outbox.put(List.of(wanted));
        accepted.add(wanted.key());
    }

    static Wanted wanted(int number) {
        CommitStatus status = CommitStatus.success(String.format("%040x", number), "k", "x".repeat(100));
        NamespacedName provider = NamespacedName.parse("team/main");
        DeliveryKey key = new DeliveryKey(
                "github", URI.create("https://api.example.com"), "team", "org/repo", status.commit(), status.key());
        return Wanted.of("id-" + number, key, provider, status);
    }
}
