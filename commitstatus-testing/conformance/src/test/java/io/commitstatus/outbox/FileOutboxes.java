package io.commitstatus.outbox;

import java.nio.file.Path;
import java.time.Clock;

/** Opens files by a clock that a test moves. */
public final class FileOutboxes {
    private FileOutboxes() {}

    /** Opens a file. */
    public static FileOutbox open(Path file, Clock clock) {
        return FileOutbox.at(file, 100_000, clock);
    }
}
