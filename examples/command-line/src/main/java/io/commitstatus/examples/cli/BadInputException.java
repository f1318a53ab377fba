package io.commitstatus.examples.cli;

/** What the user gave cannot be used. The message tells where it is wrong and what would be right, a line for each problem. */
final class BadInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadInputException(String message) {
        super(message);
    }
}
