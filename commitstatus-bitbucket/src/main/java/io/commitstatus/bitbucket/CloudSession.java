package io.commitstatus.bitbucket;

import io.commitstatus.model.CommitStatus;
import io.commitstatus.spi.CheckResult;
import io.commitstatus.spi.OptionalParts;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.http.ApiClient;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.spi.http.ApiResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** A repository on Bitbucket Cloud with credentials. */
final class CloudSession implements PublisherSession {
    private static final OptionalParts OPTIONAL = OptionalParts.named("description", "url");

    private final CloudDestination destination;
    private final ApiClient http;
    private final CloudLogin login;
    private final CloudAnswers answers;

    CloudSession(CloudDestination destination, ApiClient http, CloudLogin login, Clock clock) {
        this.destination = destination;
        this.http = http;
        this.login = login;
        this.answers = new CloudAnswers(destination.repository(), login.kind(), clock);
    }

    @Override
    public PublishResult publish(CommitStatus status) throws IOException, InterruptedException {
        return OPTIONAL.post(status, destination.commitPage(status.commit()), this::post);
    }

    private PublishResult post(CommitStatus status) throws IOException, InterruptedException {
        Map<String, String> body = BuildStatus.write(status, States.CLOUD);
        status.refName().ifPresent(ref -> body.put("refname", ref));
        ApiRequest.Builder request = ApiRequest.post(
                destination.api(),
                "repositories",
                destination.workspace(),
                destination.slug(),
                "commit",
                status.commit(),
                "statuses",
                "build");
        return answers.read(send(request.json(body)));
    }

    @Override
    public Optional<CommitStatus> latest(CommitStatus like) throws IOException, InterruptedException {
        ApiResponse answer = send(ApiRequest.get(
                destination.api(),
                "repositories",
                destination.workspace(),
                destination.slug(),
                "commit",
                like.commit(),
                "statuses",
                "build",
                Keys.of(like)));
        if (answer.status() == 404) {
            // Of the key, the commit or the repository: if it is not the key, posting will tell.
            return Optional.empty();
        }
        answers.read(answer).orThrow();
        if (!answer.object().containsKey("state")) {
            throw new IOException("HTTP " + answer.status() + ", but the answer is not a build status");
        }
        return BuildStatus.read(answer.object(), like, States.CLOUD);
    }

    /** Whoever may read the repository may write statuses, and Bitbucket tells the end of no token. */
    @Override
    public CheckResult check() throws IOException, InterruptedException {
        ApiResponse answer =
                send(ApiRequest.get(destination.api(), "repositories", destination.workspace(), destination.slug()));
        answers.read(answer).orThrow();
        if (!answer.object().containsKey("full_name")) {
            throw new IOException("HTTP " + answer.status() + ", but the answer is not a repository");
        }
        return CheckResult.allowed("the repository can be read, which is enough");
    }

    private ApiResponse send(ApiRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.header("Authorization", login.authorization())
                .header("Accept", "application/json")
                .build());
    }

    /** {@return where it posts, without the token} */
    @Override
    public String toString() {
        return "Bitbucket Cloud " + destination.repository() + " at "
                + destination.api().getHost();
    }
}
