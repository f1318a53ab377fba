package io.commitstatus.examples.benchmark;

import java.util.HexFormat;

/** A way to set statuses. */
interface Arm extends AutoCloseable {
    /** How many statuses are under way at once. */
    int IN_FLIGHT = 16;

    /** Sends what there is to do, so many at a time, and returns when all of it is shown: how many statuses that were. */
    long send(Work work) throws Exception;

    /** Sends one status, and returns when it is shown. */
    void send(long number) throws Exception;

    @Override
    void close();

    /** The commit of a status. Each has one of its own, so that a host's limits for a commit do not matter. */
    static String commit(long number) {
        return "0".repeat(24) + HexFormat.of().toHexDigits(number + 1);
    }
}
