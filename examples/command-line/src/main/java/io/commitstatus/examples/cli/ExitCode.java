package io.commitstatus.examples.cli;

/** What the process ends with. */
final class ExitCode {
    static final int OK = 0;
    /** Something accepted was not delivered. */
    static final int NOT_DELIVERED = 1;
    /** Bad usage or bad input. */
    static final int BAD_INPUT = 2;

    private ExitCode() {}
}
