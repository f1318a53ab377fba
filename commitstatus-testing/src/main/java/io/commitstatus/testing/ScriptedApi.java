package io.commitstatus.testing;

import io.commitstatus.internal.http.Pages;
import io.commitstatus.internal.http.Redaction;
import io.commitstatus.spi.PageAnswerException;
import io.commitstatus.spi.http.ApiClient;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.spi.http.ApiResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Answers a session with what a test has laid ready, without a server, and keeps the requests: for what is sent, and for how
 * an answer is read. Not thread-safe.
 *
 * @since 0.1
 */
public final class ScriptedApi implements ApiClient {

    private record Answer(int status, Map<String, List<String>> headers, String body) {}

    private final Clock clock;
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<ApiRequest> requests = new ArrayList<>();

    /** Begins without an answer; the clock says when each one comes. */
    public ScriptedApi(Clock clock) {
        this.clock = clock;
    }

    /** Adds an answer, of JSON unless its headers say otherwise; these are names and values in turn. */
    public ScriptedApi then(int status, String body, String... headers) {
        Map<String, List<String>> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        byName.put("Content-Type", List.of("application/json; charset=utf-8"));
        for (int i = 0; i < headers.length; i += 2) {
            byName.put(headers[i], List.of(headers[i + 1]));
        }
        answers.add(new Answer(status, byName, body));
        return this;
    }

    /**
     * Takes the next answer; a request too many is an error of the test.
     *
     * @throws PageAnswerException where it is a page, as from the real client
     */
    @Override
    public ApiResponse send(ApiRequest request) throws PageAnswerException {
        requests.add(request);
        if (answers.isEmpty()) {
            throw new AssertionError("no answer is laid ready for " + request.method() + " " + request.uri());
        }
        Answer answer = answers.remove();
        ApiResponse response = new ApiResponse(
                answer.status,
                request.uri(),
                answer.headers,
                answer.body.getBytes(StandardCharsets.UTF_8),
                clock.instant());
        return Pages.refuse(response, Redaction.NONE);
    }

    /** {@return the requests so far, in their order} */
    public List<ApiRequest> requests() {
        return List.copyOf(requests);
    }

    /** {@return the members of the JSON body of a request, which is counted from 0} */
    public Map<String, Object> body(int request) {
        Map<String, Object> members = new LinkedHashMap<>();
        if (requests.get(request).json().orElseThrow() instanceof Map<?, ?> body) {
            body.forEach((name, value) -> members.put(String.valueOf(name), value));
        }
        return members;
    }

    /** {@return the members of the JSON body of the last request} */
    public Map<String, Object> lastBody() {
        return body(requests.size() - 1);
    }
}
