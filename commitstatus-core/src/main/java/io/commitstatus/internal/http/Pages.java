package io.commitstatus.internal.http;

import io.commitstatus.model.CleanText;
import io.commitstatus.spi.PageAnswerException;
import io.commitstatus.spi.http.ApiResponse;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells pages for people, in HTML or XML, from the answers of an API that speaks JSON. */
public final class Pages {
    private static final Pattern TITLE = Pattern.compile("<title\\b[^>]*>([^<]{1,300})", Pattern.CASE_INSENSITIVE);
    /** Where a page's title is looked for, in characters. */
    private static final int HEAD = 4096;

    private static final int LONGEST_TITLE = 80;

    private Pages() {}

    /**
     * Hands an answer back, unless a page came in its place. A redirect, refused credentials, a limit and a time to come back
     * mean what the status says, page or not.
     *
     * @throws PageAnswerException who seems to have answered
     */
    public static ApiResponse refuse(ApiResponse answer, Redaction redaction) throws PageAnswerException {
        int status = answer.status();
        boolean statusTells = (status >= 300 && status < 400)
                || status == 401
                || status == 429
                || (status >= 500 && answer.header("Retry-After").isPresent());
        if (!statusTells && isPage(answer)) {
            throw new PageAnswerException(
                    status,
                    "HTTP " + status + ", but a page" + title(answer, redaction) + " came in place of the API's answer"
                            + AnsweredBy.of(answer).map(it -> ", from " + it).orElse("") + "; is the API at "
                            + Origin.of(answer.uri()).hostAndPort()
                            + ", and does nothing in front of it want a sign-in?");
        }
        return answer;
    }

    private static boolean isPage(ApiResponse answer) {
        String text = start(answer);
        String type = answer.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        return text.startsWith("<") || (type.contains("html") && !text.isEmpty());
    }

    private static String start(ApiResponse answer) {
        String text = answer.text();
        String head = text.substring(0, Math.min(text.length(), HEAD));
        return (head.startsWith("\ufeff") ? head.substring(1) : head).stripLeading();
    }

    private static String title(ApiResponse answer, Redaction redaction) {
        Matcher matcher = TITLE.matcher(start(answer));
        String raw = matcher.find() ? redaction.apply(matcher.group(1)) : "";
        String title = CleanText.line(raw).replaceAll("\\s+", " ");
        if (title.codePointCount(0, title.length()) > LONGEST_TITLE) {
            title = title.substring(0, title.offsetByCodePoints(0, LONGEST_TITLE)) + "…";
        }
        return title.isEmpty() ? "" : " (\"" + title + "\")";
    }
}
