package io.commitstatus.examples.cli;

import java.io.PrintWriter;

/** Tells on a terminal how far it is, in one line that is gone at the end. */
final class Progress implements AutoCloseable {
    private final PrintWriter err;
    private final boolean terminal;

    Progress(PrintWriter err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    void show(long done, long all) {
        if (terminal) {
            err.print("\r\u001b[K" + done + " of " + Text.count(all, "event") + " done");
            err.flush();
        }
    }

    @Override
    public void close() {
        if (terminal) {
            err.print("\r\u001b[K");
            err.flush();
        }
    }
}
