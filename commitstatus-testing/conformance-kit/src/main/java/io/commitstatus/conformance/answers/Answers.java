package io.commitstatus.conformance.answers;

import io.commitstatus.model.CommitStatus;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.testing.ScriptedApi;
import io.commitstatus.testing.forge.ForgeResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Cells of a table of tests: what a Git host answers, and what a session makes of it.
 *
 * <pre>{@code
 * 422 {"message":"No commit found for SHA: 1a2b"}        | not visible: HTTP 422: No commit found for SHA: 1a2b
 * 429 [Retry-After: 60] {"message":"slow down"}          | rate limited for PT1M: HTTP 429: slow down
 * }</pre>
 */
public final class Answers {
    private Answers() {}

    /**
     * Adds answers to a script.
     *
     * @param answers {@code STATUS [Name: value; Name: value] BODY}, where headers and body may be missing; perhaps {@code then}
     *     and the next one
     */
    public static ScriptedApi add(ScriptedApi api, String answers) {
        for (String answer : answers.split("\\sthen\\s+(?=\\d{3}\\b)", -1)) {
            addOne(api, answer);
        }
        return api;
    }

    private static void addOne(ScriptedApi api, String answer) {
        ForgeResponse response = response(answer);
        List<String> headers = new ArrayList<>();
        response.headers().forEach((name, value) -> headers.addAll(List.of(name, value)));
        api.then(response.status(), response.body(), headers.toArray(String[]::new));
    }

    /** {@return an answer of a stand-in, written as for {@link #add}; of JSON unless its headers say otherwise} */
    public static ForgeResponse response(String answer) {
        String[] parts = answer.strip().split("\\s+", 2);
        String rest = parts.length > 1 ? parts[1] : "";
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Content-Type", "application/json; charset=utf-8");
        if (rest.startsWith("[") && rest.contains(": ")) {
            int end = rest.indexOf(']');
            for (String header : rest.substring(1, end).split(";\\s*(?=[\\w-]+: )", -1)) {
                String[] field = header.split(":\\s*", 2);
                headers.put(field[0], field[1]);
            }
            rest = rest.substring(end + 1).strip();
        }
        return new ForgeResponse(Integer.parseInt(parts[0]), headers, rest);
    }

    /** {@return such as {@code rejected FORBIDDEN: HTTP 403: no}} */
    public static String words(PublishResult result) {
        if (result instanceof PublishResult.Published it) {
            return "published" + pause(it.pause().orElse(null)) + reason(it.note());
        }
        if (result instanceof PublishResult.Unchanged it) {
            return "unchanged" + pause(it.pause().orElse(null));
        }
        if (result instanceof PublishResult.Retry it) {
            return "retry" + pause(it.after().orElse(null)) + reason(it.reason());
        }
        if (result instanceof PublishResult.RateLimited it) {
            return "rate limited" + pause(it.after().orElse(null)) + reason(it.reason());
        }
        if (result instanceof PublishResult.NotVisible it) {
            return "not visible" + reason(it.reason());
        }
        PublishResult.Rejected it = (PublishResult.Rejected) result;
        return "rejected " + it.kind() + reason(it.reason());
    }

    private static String pause(@Nullable Object duration) {
        return duration == null ? "" : " for " + duration;
    }

    private static String reason(String reason) {
        return reason.isEmpty() ? "" : ": " + reason;
    }

    /** {@return such as {@code success of KEY as NAME: DESCRIPTION <URL>}, or {@code nothing}} */
    public static String words(Optional<CommitStatus> shown) {
        return shown.map(it -> it.state().name().toLowerCase(Locale.ROOT) + " of " + it.key()
                        + (it.name().equals(it.key()) ? "" : " as " + it.name())
                        + reason(it.description())
                        + it.targetUrl().map(url -> " <" + url + ">").orElse(""))
                .orElse("nothing");
    }
}
