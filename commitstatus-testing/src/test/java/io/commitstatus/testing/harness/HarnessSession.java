package io.commitstatus.testing.harness;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.spi.CheckResult;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.http.ApiClient;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.spi.http.ApiResponse;
import io.commitstatus.spi.http.ShownStatusReader;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class HarnessSession implements PublisherSession {
    private static final int PAGE = 100;
    private static final int MAX_PAGES = 20;

    private final HarnessPublisher.Repository repository;
    private final ApiClient http;
    private final String token;

    HarnessSession(HarnessPublisher.Repository repository, ApiClient http, String token) {
        this.repository = repository;
        this.http = http;
        this.token = token;
    }

    @Override
    public PublishResult publish(CommitStatus status) throws IOException, InterruptedException {
        Map<String, Object> check = new LinkedHashMap<>();
        check.put("identifier", repository.vendorKey(status));
        check.put("status", word(status.state()));
        check.put("summary", status.description());
        check.put("link", status.targetUrl().map(URI::toString).orElse(""));
        return result(send(ApiRequest.put(repository.api(), path("checks", "commits", status.commit()))
                .json(check)));
    }

    @Override
    public Optional<CommitStatus> latest(CommitStatus like) throws IOException, InterruptedException {
        String key = repository.vendorKey(like);
        for (int page = 1; page <= MAX_PAGES; page++) {
            ApiResponse answer = send(ApiRequest.get(repository.api(), path("checks", "commits", like.commit()))
                    .query("page", String.valueOf(page))
                    .query("limit", String.valueOf(PAGE)));
            result(answer).orThrow();
            if (!(answer.json().orElse(null) instanceof List<?> checks)) {
                throw new IOException("HTTP " + answer.status() + ", but the answer is not a list of checks");
            }
            for (Object shown : checks) {
                if (shown instanceof Map<?, ?> check && key.equals(check.get("identifier"))) {
                    return ShownStatusReader.read(
                            like, HarnessSession::word, check.get("status"), check.get("summary"), check.get("link"));
                }
            }
            if (checks.size() < PAGE) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    @Override
    public CheckResult check() throws IOException, InterruptedException {
        ApiResponse answer = send(ApiRequest.get(repository.api(), path()));
        result(answer).orThrow();
        if (!answer.object().containsKey("identifier")) {
            throw new IOException("HTTP " + answer.status() + ", but the answer is not a repository");
        }
        return CheckResult.uncertain("Harness does not tell what the token may do");
    }

    private String[] path(String... more) {
        String[] path = new String[2 + more.length];
        path[0] = "repos";
        path[1] = repository.path().get(3);
        System.arraycopy(more, 0, path, 2, more.length);
        return path;
    }

    private ApiResponse send(ApiRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.query("accountIdentifier", repository.path().get(0))
                .query("orgIdentifier", repository.path().get(1))
                .query("projectIdentifier", repository.path().get(2))
                .header("x-api-key", token)
                .build());
    }

    private static PublishResult result(ApiResponse answer) {
        return PublishResult.of(answer, answer.object().get("message") instanceof String message ? message : "");
    }

    static String word(CommitState state) {
        return switch (state) {
            case PENDING -> "pending";
            case RUNNING -> "running";
            case SUCCESS -> "success";
            case FAILURE -> "failure";
            case ERROR, CANCELED -> "error";
        };
    }

    /** {@return the repository, without the token} */
    @Override
    public String toString() {
        return "Harness " + repository.repository();
    }
}
