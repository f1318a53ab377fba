package com.example.forge.gitea;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Rejection;
import io.commitstatus.spi.CheckResult;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.http.ApiClient;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.spi.http.ApiResponse;
import io.commitstatus.spi.http.ShownStatusReader;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A repository with a token. One attempt for each call; retries, waits and order are core's. */
final class GiteaSession implements PublisherSession {
    /** Fifty is the most that a server gives on a page by default; so this is two thousand contexts on one commit. */
    private static final int MAX_PAGES = 40;

    private final GiteaRepository repository;
    private final ApiClient http;
    private final String token;

    GiteaSession(GiteaRepository repository, ApiClient http, String token) {
        this.repository = repository;
        this.http = http;
        this.token = token;
    }

    @Override
    public PublishResult publish(CommitStatus status) throws IOException, InterruptedException {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("context", status.key());
        body.put("state", word(status.state()));
        body.put("description", status.description());
        status.targetUrl().ifPresent(url -> body.put("target_url", url.toString()));
        ApiRequest.Builder request = ApiRequest.post(
                repository.api(), "repos", repository.owner(), repository.name(), "statuses", status.commit());
        return result(send(request.json(body)));
    }

    /** The combined status has the newest of each context. A server may give less on a page than it is asked for. */
    @Override
    public Optional<CommitStatus> latest(CommitStatus like) throws IOException, InterruptedException {
        for (int page = 1; page <= MAX_PAGES; page++) {
            ApiRequest.Builder request = ApiRequest.get(
                    repository.api(),
                    "repos",
                    repository.owner(),
                    repository.name(),
                    "commits",
                    like.commit(),
                    "status");
            ApiResponse answer = send(request.query("limit", "50").query("page", String.valueOf(page)));
            result(answer).orThrow();
            if (!answer.object().containsKey("statuses")) {
                throw new IOException("HTTP " + answer.status() + ", but the answer is not a combined status");
            }
            // An empty page is null.
            if (!(answer.object().get("statuses") instanceof List<?> statuses) || statuses.isEmpty()) {
                return Optional.empty();
            }
            for (Object shown : statuses) {
                if (shown instanceof Map<?, ?> fields
                        && repository.vendorKey(like).equals(fields.get("context"))) {
                    return ShownStatusReader.read(
                            like,
                            GiteaSession::word,
                            fields.get("status"), // not "state", as it is called in requests
                            fields.get("description"),
                            fields.get("target_url"));
                }
            }
        }
        return Optional.empty();
    }

    /** Gitea tells what the token's user may do, but neither the token's scopes nor its end. */
    @Override
    public CheckResult check() throws IOException, InterruptedException {
        ApiResponse answer = send(ApiRequest.get(repository.api(), "repos", repository.owner(), repository.name()));
        result(answer).orThrow();
        if (!(answer.object().get("permissions") instanceof Map<?, ?> permissions)) {
            throw new IOException("HTTP " + answer.status() + ", but the answer is not a repository");
        }
        if (!Boolean.TRUE.equals(permissions.get("push"))) {
            return CheckResult.refused(
                    Rejection.FORBIDDEN, "the token's user may not write to " + repository.repository());
        }
        return CheckResult.uncertain("Gitea does not tell whether the token has the scope write:repository");
    }

    private ApiResponse send(ApiRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.header("Authorization", "token " + token).build());
    }

    /**
     * What the statuses of HTTP mean is the same for Gitea as for core. A commit that it does not know is 500 or 404, by
     * version and method; where it says so, core waits for the commit to appear.
     */
    private static PublishResult result(ApiResponse answer) {
        String said = answer.object().get("message") instanceof String message ? message : "";
        return (answer.status() == 404 || answer.status() == 500) && said.contains("object does not exist")
                ? PublishResult.notVisible(answer.reason(said))
                : PublishResult.of(answer, said);
    }

    static String word(CommitState state) {
        return switch (state) {
            case PENDING, RUNNING -> "pending";
            case SUCCESS -> "success";
            case FAILURE -> "failure";
            case ERROR, CANCELED -> "error";
        };
    }

    /** {@return where it posts, without the token} */
    @Override
    public String toString() {
        return "Gitea " + repository.repository() + " at " + repository.api().getHost();
    }
}
