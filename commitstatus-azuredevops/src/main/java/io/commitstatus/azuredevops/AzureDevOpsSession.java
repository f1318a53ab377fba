package io.commitstatus.azuredevops;

import io.commitstatus.model.CommitStatus;
import io.commitstatus.spi.CheckResult;
import io.commitstatus.spi.OptionalParts;
import io.commitstatus.spi.PageAnswerException;
import io.commitstatus.spi.PublishFailedException;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.http.AccessTokens;
import io.commitstatus.spi.http.ApiClient;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.spi.http.ApiResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A repository with what gives the value of the {@code Authorization} header. */
final class AzureDevOpsSession implements PublisherSession {
    /** A commit may have a thousand statuses of one name, but hardly a thousand names. */
    private static final int MAX_PAGES = 10;

    private static final int PAGE = 100;
    private static final String NO_COMMIT = "f".repeat(40);
    private static final OptionalParts OPTIONAL = OptionalParts.named("description", "targetUrl");

    private final AzureDevOpsDestination destination;
    private final ApiClient http;
    private final AccessTokens authorization;
    private final ResponseMapper answers;

    AzureDevOpsSession(AzureDevOpsDestination destination, ApiClient http, AccessTokens authorization) {
        this.destination = destination;
        this.http = http;
        this.authorization = authorization;
        this.answers = new ResponseMapper(destination.repository());
    }

    @Override
    public PublishResult publish(CommitStatus status) throws IOException, InterruptedException {
        return OPTIONAL.post(status, Optional.empty(), this::post);
    }

    private PublishResult post(CommitStatus status) throws IOException, InterruptedException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("state", States.word(status.state()));
        body.put("description", status.description());
        status.targetUrl().ifPresent(url -> body.put("targetUrl", url.toString()));
        body.put("context", Map.of("name", status.key(), "genre", destination.genre(status)));
        ApiRequest.Builder request = ApiRequest.post(destination.api(), path(status.commit()));
        // Where there is no token, nothing is posted: that is thrown, and not the post's result.
        String header = authorization.current();
        try {
            return answers.read(send(request.json(body), header));
        } catch (PublishFailedException e) {
            return e.result();
        }
    }

    /** Looks through the latest status of each genre and name, a page at a time. */
    @Override
    public Optional<CommitStatus> latest(CommitStatus like) throws IOException, InterruptedException {
        for (int page = 0; page < MAX_PAGES; page++) {
            ApiResponse answer = send(ApiRequest.get(destination.api(), path(like.commit()))
                    .query("latestOnly", "true")
                    .query("top", String.valueOf(PAGE))
                    .query("skip", String.valueOf(page * PAGE)));
            answers.read(answer).orThrow();
            StatusList list = StatusList.of(answer);
            Optional<CommitStatus> found = list.find(destination.genre(like), like);
            if (found.isPresent() || list.size() < PAGE) {
                return found;
            }
        }
        return Optional.empty();
    }

    /**
     * Asks for the statuses of a commit that no repository has: even a token for statuses alone may do that, which may not
     * read the repository.
     */
    @Override
    public CheckResult check() throws IOException, InterruptedException {
        ApiResponse answer =
                send(ApiRequest.get(destination.api(), path(NO_COMMIT)).query("top", "1"));
        PublishResult result = answers.read(answer);
        if (!(result instanceof PublishResult.NotVisible)) {
            result.orThrow();
            StatusList.of(answer);
        }
        return CheckResult.uncertain(
                "the token may read statuses; Azure DevOps does not tell whether it has the scope Code"
                        + " (status), nor whether its owner may contribute");
    }

    private String[] path(String commit) {
        return new String[] {
            destination.project(), "_apis", "git", "repositories", destination.name(), "commits", commit, "statuses"
        };
    }

    private ApiResponse send(ApiRequest.Builder request) throws IOException, InterruptedException {
        return send(request, authorization.current());
    }

    /** With a header that asks for 401 in place of a redirect to the sign-in page; such a redirect is not followed either. */
    private ApiResponse send(ApiRequest.Builder request, String header) throws IOException, InterruptedException {
        try {
            return http.send(request.query("api-version", destination.apiVersion())
                    .header("Authorization", header)
                    .header("Accept", "application/json")
                    .header("X-TFS-FedAuthRedirect", "Suppress")
                    .followRedirects(false)
                    .build());
        } catch (PageAnswerException e) {
            if (e.status() < 300) {
                throw new PublishFailedException(ResponseMapper.signIn(e.status()));
            }
            throw e;
        }
    }

    /** {@return where it posts, without the token} */
    @Override
    public String toString() {
        return "Azure DevOps " + destination.repository() + " at "
                + destination.api().getHost();
    }
}
