package io.commitstatus.examples.cli;

import java.util.regex.Pattern;

/**
 * Blanks what looks like a token, whichever option it was given to by mistake: the shapes that GitHub, GitLab and Atlassian
 * document, JSON web tokens, and long words of letters and digits that are no commit.
 */
final class TokenShapes {
    private static final Pattern TOKEN = Pattern.compile("(?:gh[a-z]_|github_pat_)[A-Za-z0-9_]{16,}"
            + "|gl[a-z]{2,}-[A-Za-z0-9_.-]{16,}"
            + "|AT[A-Z]{2}T?[A-Za-z0-9_=-]{20,}"
            + "|eyJ[A-Za-z0-9_-]{8,}(?:\\.[A-Za-z0-9_-]*)*"
            + "|(?<![A-Za-z0-9])(?![0-9a-fA-F]{40}(?:[0-9a-fA-F]{24})?(?![A-Za-z0-9]))[A-Za-z0-9]{40,}");

    private TokenShapes() {}

    static String blank(String text) {
        return TOKEN.matcher(text).replaceAll("***");
    }
}
