package io.commitstatus.conformance.engine;

import io.commitstatus.outbox.FileOutboxes;
import io.commitstatus.outbox.Outbox;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.io.TempDir;

/** The same in a file, with routers that are closed in the midst of it and started again. */
class FileDeliveryTest extends HostDeliveryTest {
    @TempDir
    Path folder;

    @Override
    protected int steps() {
        return 4_000;
    }

    @Override
    protected Outbox openOutbox(Clock clock) {
        return FileOutboxes.open(folder.resolve("outbox.db"), clock);
    }
}
