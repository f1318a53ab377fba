package io.commitstatus.azuredevops;

import io.commitstatus.spi.ApiClient;
import io.commitstatus.spi.ApiRequest;
import io.commitstatus.spi.ApiResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Answers with what a test has laid ready, and keeps the requests. */
final class ScriptedApi implements ApiClient {

    private record Answer(int status, Map<String, List<String>> headers, String body) {}

    private final Clock clock;
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<ApiRequest> requests = new ArrayList<>();

    ScriptedApi(Clock clock) {
        this.clock = clock;
    }

    /** Adds an answer, of JSON unless it says otherwise; the headers are names and values in turn. */
    ScriptedApi then(int status, String body, String... headers) {
        Map<String, List<String>> byName = new TreeMap<>();
        byName.put("Content-Type", List.of("application/json; charset=utf-8"));
        for (int i = 0; i < headers.length; i += 2) {
            byName.put(headers[i], List.of(headers[i + 1]));
        }
        answers.add(new Answer(status, byName, body));
        return this;
    }

    @Override
    public ApiResponse send(ApiRequest request) {
        requests.add(request);
        Answer answer = answers.remove();
        return new ApiResponse(
                answer.status,
                request.uri(),
                answer.headers,
                answer.body.getBytes(StandardCharsets.UTF_8),
                clock.instant());
    }

    List<ApiRequest> requests() {
        return List.copyOf(requests);
    }
}
