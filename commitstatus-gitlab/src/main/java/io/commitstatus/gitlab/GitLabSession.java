package io.commitstatus.gitlab;

import io.commitstatus.gitlab.PipelineCache.Pin;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.spi.CheckResult;
import io.commitstatus.spi.ExpiryWatch;
import io.commitstatus.spi.OptionalParts;
import io.commitstatus.spi.PageAnswerException;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.http.ApiClient;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.spi.http.ApiResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A project with a token. */
final class GitLabSession implements PublisherSession {
    private static final String PAGE = "100";
    private static final OptionalParts OPTIONAL = OptionalParts.named("description", "target_url");

    private final GitLabDestination destination;
    private final ApiClient http;
    private final Token token;
    private final ExpiryWatch expiry;
    private final ResponseMapper answers;
    private final PipelineCache pins = new PipelineCache();

    GitLabSession(GitLabDestination destination, ApiClient http, Token token, ExpiryWatch expiry) {
        this.destination = destination;
        this.http = http;
        this.token = token;
        this.expiry = expiry;
        this.answers = new ResponseMapper(destination);
    }

    @Override
    public PublishResult publish(CommitStatus status) throws IOException, InterruptedException {
        boolean due = expiry.isDue();
        PublishResult result = OPTIONAL.post(status, Optional.empty(), this::post);
        if (due && result instanceof PublishResult.Published) {
            askForEnd();
        }
        return result;
    }

    /** No header tells it. The status is posted already: whatever goes wrong here is no result of that, and has time until tomorrow. */
    private void askForEnd() {
        try {
            AccessCheck.expiry(ask("personal_access_tokens", "self").object()).ifPresent(expiry::ends);
        } catch (IOException e) {
            // Until tomorrow.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private PublishResult post(CommitStatus status) throws IOException, InterruptedException {
        Optional<Pin> pin = pins.of(status);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("state", States.word(status.state()));
        body.put("name", status.key());
        body.put("description", status.description());
        status.targetUrl().ifPresent(url -> body.put("target_url", url.toString()));
        ref(status, pin).ifPresent(ref -> body.put("ref", ref));
        pin.ifPresent(it -> body.put("pipeline_id", it.pipeline()));
        ApiResponse answer;
        try {
            answer = send(
                    ApiRequest.post(destination.api(), "projects", destination.project(), "statuses", status.commit())
                            .json(body));
        } catch (PageAnswerException e) {
            return answers.page(e);
        }
        if (pin.isPresent() && ResponseMapper.isPipelineGone(answer)) {
            pins.forget(status);
            return PublishResult.retry(answer.reason(ErrorMessage.of(answer)) + " (next time GitLab chooses another)");
        }
        PublishResult result = answers.read(answer, status);
        if (result instanceof PublishResult.Published) {
            pins.remember(status, answer);
        }
        return result;
    }

    /** By name and ref: a commit may have more statuses than fit on a page. */
    @Override
    public Optional<CommitStatus> latest(CommitStatus like) throws IOException, InterruptedException {
        Optional<String> ref = ref(like, pins.of(like));
        ApiRequest.Builder request = ApiRequest.get(
                        destination.api(),
                        "projects",
                        destination.project(),
                        "repository",
                        "commits",
                        like.commit(),
                        "statuses")
                .query("name", like.key())
                .query("order_by", "id")
                .query("sort", "desc")
                .query("per_page", PAGE);
        ref.ifPresent(it -> request.query("ref", it));
        ApiResponse answer = send(request);
        answers.read(answer, like).orThrow();
        return StatusList.of(answer).find(like, ref);
    }

    @Override
    public CheckResult check() throws IOException, InterruptedException {
        return new AccessCheck(destination.project(), answers, this::ask).run();
    }

    private ApiResponse ask(String... path) throws IOException, InterruptedException {
        return send(ApiRequest.get(destination.api(), path));
    }

    private ApiResponse send(ApiRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.header(token.header(), token.value()).build());
    }

    private static Optional<String> ref(CommitStatus status, Optional<Pin> pin) {
        return pin.map(Pin::ref).or(() -> GitLabDestination.ref(status));
    }

    /** {@return where it posts, without the token} */
    @Override
    public String toString() {
        return "GitLab " + destination.repository() + " at " + destination.api().getHost();
    }
}
