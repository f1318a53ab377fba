package io.commitstatus.github;

import io.commitstatus.model.CommitStatus;
import io.commitstatus.spi.CheckResult;
import io.commitstatus.spi.ExpiryWatch;
import io.commitstatus.spi.OptionalParts;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.http.AccessTokens;
import io.commitstatus.spi.http.ApiClient;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.spi.http.ApiResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A repository with a token, or with a GitHub App's. */
final class GitHubSession implements PublisherSession {
    /** A commit may have a thousand statuses of one context, but hardly a thousand contexts. */
    private static final int MAX_PAGES = 10;

    private static final int PAGE = 100;
    private static final OptionalParts OPTIONAL = OptionalParts.named("description", "target_url");

    private final GitHubDestination destination;
    private final ApiClient http;
    private final AccessTokens tokens;
    private final ExpiryWatch expiry;
    private final ResponseMapper answers;

    GitHubSession(GitHubDestination destination, ApiClient http, AccessTokens tokens, ExpiryWatch expiry, Clock clock) {
        this.destination = destination;
        this.http = http;
        this.tokens = tokens;
        this.expiry = expiry;
        this.answers = new ResponseMapper(destination.repository(), clock);
    }

    @Override
    public PublishResult publish(CommitStatus status) throws IOException, InterruptedException {
        return OPTIONAL.post(status, Optional.empty(), this::post);
    }

    private PublishResult post(CommitStatus status) throws IOException, InterruptedException {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("state", States.word(status.state()));
        body.put("context", status.key());
        body.put("description", status.description());
        status.targetUrl().ifPresent(url -> body.put("target_url", url.toString()));
        ApiRequest.Builder request = ApiRequest.post(
                destination.api(), "repos", destination.owner(), destination.name(), "statuses", status.commit());
        return answers.read(send(request.json(body)));
    }

    /** Looks through the combined status, which has the newest of each context, a page at a time. */
    @Override
    public Optional<CommitStatus> latest(CommitStatus like) throws IOException, InterruptedException {
        for (int page = 1; page <= MAX_PAGES; page++) {
            ApiResponse answer = send(ApiRequest.get(
                            destination.api(),
                            "repos",
                            destination.owner(),
                            destination.name(),
                            "commits",
                            like.commit(),
                            "status")
                    .query("per_page", String.valueOf(PAGE))
                    .query("page", String.valueOf(page)));
            answers.read(answer).orThrow();
            StatusList list = StatusList.of(answer);
            Optional<CommitStatus> found = list.find(like);
            if (found.isPresent() || list.size() < PAGE) {
                return found;
            }
        }
        return Optional.empty();
    }

    @Override
    public CheckResult check() throws IOException, InterruptedException {
        return new AccessCheck(destination, tokens.current(), this::read).run();
    }

    /** An answer of the API to a question about what lies under the repository. */
    private ApiResponse read(String... path) throws IOException, InterruptedException {
        List<String> segments = new ArrayList<>(List.of("repos", destination.owner(), destination.name()));
        segments.addAll(List.of(path));
        ApiResponse answer = send(ApiRequest.get(destination.api(), segments.toArray(String[]::new)));
        answers.read(answer).orThrow();
        return answer;
    }

    private ApiResponse send(ApiRequest.Builder request) throws IOException, InterruptedException {
        String token = tokens.current();
        ApiResponse answer = http.send(headers(request, token));
        if (!token.startsWith(AccessCheck.APP_TOKEN)) {
            AccessCheck.expiry(answer).ifPresent(expiry::ends);
        }
        return answer;
    }

    static ApiRequest headers(ApiRequest.Builder request, String token) {
        return request.header("Authorization", "Bearer " + token)
                .header("Accept", "application/vnd.github+json")
                .header("X-GitHub-Api-Version", "2022-11-28")
                .build();
    }

    /** {@return where it posts, without the token} */
    @Override
    public String toString() {
        return "GitHub " + destination.repository() + " at " + destination.api().getHost();
    }
}
