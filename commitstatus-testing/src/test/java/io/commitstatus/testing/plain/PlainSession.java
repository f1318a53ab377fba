package io.commitstatus.testing.plain;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Rejection;
import io.commitstatus.spi.CheckResult;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.PublishFailedException;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.http.ApiClient;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.spi.http.ApiResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

record PlainSession(Destination destination, ApiClient http, String token) implements PublisherSession {

    @Override
    public PublishResult publish(CommitStatus status) throws IOException, InterruptedException {
        ApiRequest request = ApiRequest.post(
                        destination.api(), "statuses", destination.repository(), status.commit(), status.key())
                .header("Authorization", "Bearer " + token)
                .json(Map.of(
                        "state",
                        word(status.state()),
                        "description",
                        status.description(),
                        "url",
                        status.targetUrl().map(URI::toString).orElse("")))
                .build();
        return result(http.send(request));
    }

    @Override
    public Optional<CommitStatus> latest(CommitStatus like) throws IOException, InterruptedException {
        ApiRequest request = ApiRequest.get(
                        destination.api(), "statuses", destination.repository(), like.commit(), like.key())
                .header("Authorization", "Bearer " + token)
                .build();
        ApiResponse response = http.send(request);
        if (response.status() != 200) {
            throw new PublishFailedException(result(response));
        }
        Map<String, Object> shown = response.object();
        if (!(shown.get("state") instanceof String state)) {
            return Optional.empty();
        }
        CommitStatus.Builder latest = CommitStatus.builder(like.commit(), like.key(), state(state))
                .description(String.valueOf(shown.get("description")));
        if (shown.get("url") instanceof String url && !url.isEmpty()) {
            latest.targetUrl(URI.create(url));
        }
        return Optional.of(latest.build());
    }

    @Override
    public CheckResult check() throws IOException, InterruptedException {
        ApiResponse response = http.send(ApiRequest.get(destination.api(), "statuses", destination.repository())
                .header("Authorization", "Bearer " + token)
                .build());
        result(response).orThrow();
        if (!(response.object().get("writable") instanceof Boolean writable)) {
            throw new IOException("the answer is not a repository");
        }
        return writable
                ? CheckResult.allowed("it is writable")
                : CheckResult.refused(Rejection.FORBIDDEN, "the token may only read");
    }

    /** Neither token nor client. */
    @Override
    public String toString() {
        return "plain session of " + destination.repository();
    }

    private static PublishResult result(ApiResponse response) {
        String message = response.object().get("message") instanceof String text ? text : "";
        if (response.status() == 409) {
            return PublishResult.notVisible("HTTP 409: " + message);
        }
        if (response.status() >= 400 || response.status() < 300) {
            return PublishResult.of(response, message);
        }
        return PublishResult.rejected(Rejection.INVALID, "HTTP " + response.status() + ": redirected elsewhere");
    }

    static String word(CommitState state) {
        return switch (state) {
            case PENDING, RUNNING -> "waiting";
            case SUCCESS -> "good";
            case FAILURE, ERROR, CANCELED -> "bad";
        };
    }

    private static CommitState state(String word) {
        return switch (word) {
            case "good" -> CommitState.SUCCESS;
            case "bad" -> CommitState.FAILURE;
            default -> CommitState.PENDING;
        };
    }
}
