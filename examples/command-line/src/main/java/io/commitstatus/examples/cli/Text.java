package io.commitstatus.examples.cli;

import io.commitstatus.model.CleanText;

/** Text for people, coloured on a terminal only. */
final class Text {
    private final boolean coloured;

    Text(boolean coloured) {
        this.coloured = coloured;
    }

    /** One line, whatever is in it: events come from elsewhere, and a terminal obeys control characters. */
    static String line(String text) {
        return CleanText.line(text);
    }

    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    String good(String text) {
        return code(32, text);
    }

    String doubtful(String text) {
        return code(33, text);
    }

    String bad(String text) {
        return code(31, text);
    }

    String strong(String text) {
        return code(1, text);
    }

    String faint(String text) {
        return code(2, text);
    }

    private String code(int code, String text) {
        return coloured ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
