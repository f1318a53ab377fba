package io.commitstatus.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.DeliveryKey;
import io.commitstatus.model.NamespacedName;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A power failure leaves the last writes of a file anyhow: whatever was synced before them is there. */
class FileOutboxTornTest {
    private static final NamespacedName PROVIDER = NamespacedName.parse("team/main");
    private static final int ROWS = 80;
    private static final int CUTS = 60;

    @TempDir
    Path folder;

    @Test
    void whatWasSyncedBeforeATornWriteIsThere() throws IOException {
        Path file = folder.resolve("outbox.db");
        Path log = folder.resolve("outbox.db-wal");
        List<Long> synced = new ArrayList<>();
        byte[] database;
        byte[] written;
        try (Outbox outbox = FileOutbox.at(file)) {
            for (int i = 0; i < ROWS; i++) {
                outbox.put(List.of(wanted(i)));
                synced.add(Files.size(log));
            }
            database = Files.readAllBytes(file);
            written = Files.readAllBytes(log);
        }
        assertThat(synced).isSorted();
        long seed = Long.getLong("commitstatus.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < CUTS; i++) {
            int cut = random.nextInt(written.length);
            byte[] torn = i % 2 == 0 ? Arrays.copyOf(written, cut) : garbled(written, cut, random);
            Path copy = Files.createDirectory(folder.resolve("copy-" + i)).resolve("outbox.db");
            Files.write(copy, database);
            Files.write(copy.resolveSibling("outbox.db-wal"), torn);
            try (Outbox outbox = FileOutbox.at(copy)) {
                for (int row = 0; row < ROWS && synced.get(row) <= cut; row++) {
                    assertThat(outbox.find(List.of(key(row))))
                            .as("row %s of a log torn at %s, seed %s", row, cut, seed)
                            .hasSize(1);
                }
                outbox.put(List.of(wanted(ROWS)));
            }
        }
    }

    private static byte[] garbled(byte[] bytes, int from, Random random) {
        byte[] garbled = bytes.clone();
        byte[] noise = new byte[Math.min(10_000, bytes.length - from)];
        random.nextBytes(noise);
        System.arraycopy(noise, 0, garbled, from, noise.length);
        return garbled;
    }

    private static DeliveryKey key(int row) {
        return new DeliveryKey(
                "host", URI.create("https://api.example.com"), "team", "org/repo", String.format("%040x", row), "key");
    }

    private static Wanted wanted(int row) {
        return Wanted.of(
                "id-" + row,
                key(row),
                PROVIDER,
                CommitStatus.builder(String.format("%040x", row), "key", CommitState.SUCCESS)
                        .build());
    }
}
