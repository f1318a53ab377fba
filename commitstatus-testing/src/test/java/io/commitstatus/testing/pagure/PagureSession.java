package io.commitstatus.testing.pagure;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.http.ApiClient;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.spi.http.ApiResponse;
import io.commitstatus.spi.http.ShownStatusReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

final class PagureSession implements PublisherSession {
    private final PagurePublisher.Project project;
    private final ApiClient http;
    private final String token;

    PagureSession(PagurePublisher.Project project, ApiClient http, String token) {
        this.project = project;
        this.http = http;
        this.token = token;
    }

    /** The same uid changes the flag that is there, so that what was sent twice is shown once. */
    @Override
    public PublishResult publish(CommitStatus status) throws IOException, InterruptedException {
        Map<String, String> flag = new LinkedHashMap<>();
        flag.put("username", status.key());
        flag.put("uid", uid(project.repository() + " " + status.key()));
        flag.put("status", word(status.state()));
        flag.put("comment", comment(status));
        flag.put("url", status.targetUrl().map(URI::toString).orElse(""));
        return result(send(ApiRequest.post(project.api(), path(status)).form(flag)));
    }

    @Override
    public Optional<CommitStatus> latest(CommitStatus like) throws IOException, InterruptedException {
        ApiResponse answer = send(ApiRequest.get(project.api(), path(like)));
        result(answer).orThrow();
        if (!(answer.object().get("flags") instanceof List<?> flags)) {
            throw new IOException("HTTP " + answer.status() + ", but the answer has no flags");
        }
        for (Object shown : flags) {
            if (shown instanceof Map<?, ?> flag && like.key().equals(flag.get("username"))) {
                return ShownStatusReader.read(
                        like, PagureSession::word, flag.get("status"), flag.get("comment"), flag.get("url"));
            }
        }
        return Optional.empty();
    }

    /** A flag has to have a comment. */
    static String comment(CommitStatus status) {
        return status.description().isEmpty() ? status.name() : status.description();
    }

    /** At most 32 characters; forks have commits in common. */
    private static String uid(String flag) {
        return UUID.nameUUIDFromBytes(flag.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
    }

    private String[] path(CommitStatus status) {
        List<String> path = new ArrayList<>(List.of(project.repository().split("/")));
        path.addAll(List.of("c", status.commit(), "flag"));
        return path.toArray(String[]::new);
    }

    private ApiResponse send(ApiRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.header("Authorization", "token " + token).build());
    }

    private static PublishResult result(ApiResponse answer) {
        String said = answer.object().get("error") instanceof String error ? error : "";
        return "ENOCOMMIT".equals(answer.object().get("error_code"))
                ? PublishResult.notVisible(answer.reason(said))
                : PublishResult.of(answer, said);
    }

    static String word(CommitState state) {
        return switch (state) {
            case PENDING, RUNNING -> "pending";
            case SUCCESS -> "success";
            case FAILURE -> "failure";
            case ERROR -> "error";
            case CANCELED -> "canceled";
        };
    }

    /** {@return the project, without the token} */
    @Override
    public String toString() {
        return "Pagure " + project.repository();
    }
}
