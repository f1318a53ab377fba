package io.commitstatus.bitbucket;

import io.commitstatus.model.CommitStatus;
import io.commitstatus.spi.CheckResult;
import io.commitstatus.spi.OptionalParts;
import io.commitstatus.spi.PageAnswerException;
import io.commitstatus.spi.PublishFailedException;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.http.ApiClient;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.spi.http.ApiResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A repository on a Data Center with credentials. It posts to the repository's builds; when the server does not know them,
 * it asks once for the server's version, and keeps to what that version has.
 */
final class ServerSession implements PublisherSession {
    /** The server keeps the newest hundred of a commit, in pages that its administrator may have made small. */
    private static final int MAX_PAGES = 10;
    /** The server's limit on a ref; a longer one cannot be sent. */
    private static final int LONGEST_REF = 1024;

    private static final int LONGEST_PARENT = 1024;

    private static final OptionalParts OPTIONAL = OptionalParts.named("description", "url");

    private final ServerDestination destination;
    private final ApiClient http;
    private final ServerLogin login;
    private final ServerAnswers answers;
    /** Null until there was reason to ask. */
    private volatile @Nullable ServerVersion version;

    ServerSession(ServerDestination destination, ApiClient http, ServerLogin login) {
        this.destination = destination;
        this.http = http;
        this.login = login;
        this.answers = new ServerAnswers(destination.repository());
    }

    @Override
    public PublishResult publish(CommitStatus status) throws IOException, InterruptedException {
        return OPTIONAL.post(status, destination.commitPage(status.commit()), this::post);
    }

    private PublishResult post(CommitStatus status) throws IOException, InterruptedException {
        ServerVersion known = version;
        if (known != null && !known.takesBuilds()) {
            return publishToCommit(status);
        }
        Map<String, String> body = BuildStatus.write(status, States.SERVER);
        status.ref()
                .map(ref -> ref.startsWith("refs/") ? ref : "refs/heads/" + ref)
                .filter(ref -> ref.length() <= LONGEST_REF)
                .ifPresent(ref -> body.put("ref", ref));
        // By which the merge check for required builds knows the builds of many commits for one.
        if (status.key().codePointCount(0, status.key().length()) <= LONGEST_PARENT) {
            body.put("parent", status.key());
        }
        try {
            Optional<ApiResponse> answer = sendTo(
                    ServerVersion::takesBuilds,
                    ApiRequest.post(destination.api(), builds(status)).json(body));
            return answer.isPresent() ? answers.read(answer.get()) : publishToCommit(status);
        } catch (PublishFailedException e) {
            return e.result();
        }
    }

    @Override
    public Optional<CommitStatus> latest(CommitStatus like) throws IOException, InterruptedException {
        ServerVersion known = version;
        if (known != null && !known.showsBuilds()) {
            return latestOfCommit(like, known);
        }
        Optional<ApiResponse> answered = sendTo(
                ServerVersion::showsBuilds,
                ApiRequest.get(destination.api(), builds(like)).query("key", Keys.of(like)));
        if (answered.isEmpty()) {
            return latestOfCommit(like, version());
        }
        ApiResponse answer = answered.get();
        if (answer.status() == 404 && !answers.deniesRepository(answer)) {
            return Optional.empty();
        }
        Map<String, Object> status = accepted(answer).object();
        if (!status.containsKey("state")) {
            throw new IOException("HTTP " + answer.status() + ", but the answer is not a build status");
        }
        return BuildStatus.read(status, like, States.SERVER);
    }

    /** Whoever may read the repository may write builds, and the server tells the end of no token. */
    @Override
    public CheckResult check() throws IOException, InterruptedException {
        ApiResponse answer = accepted(send(ApiRequest.get(
                destination.api(), "api", "latest", "projects", destination.project(), "repos", destination.slug())));
        if (!answer.object().containsKey("slug")) {
            throw new IOException("HTTP " + answer.status() + ", but the answer is not a repository");
        }
        return CheckResult.allowed("the repository can be read, which is enough");
    }

    @Override
    public boolean usesPassword() {
        return login.password();
    }

    /** The answer of an endpoint that old servers lack; empty where this one is so old. Some show a page then. */
    private Optional<ApiResponse> sendTo(Predicate<ServerVersion> endpoint, ApiRequest.Builder request)
            throws IOException, InterruptedException {
        try {
            ApiResponse answer = send(request);
            return answers.mayLackEndpoint(answer) && !endpoint.test(version())
                    ? Optional.empty()
                    : Optional.of(answer);
        } catch (PageAnswerException e) {
            if (e.status() == 404 && !endpoint.test(version())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Before 7.4: of the commit in all repositories, without a ref, and without a word for what was canceled. */
    private PublishResult publishToCommit(CommitStatus status) throws IOException, InterruptedException {
        Map<String, String> body = BuildStatus.write(status, States.OLD_SERVER);
        return answers.read(
                send(ApiRequest.post(destination.api(), ofCommit(status)).json(body)));
    }

    private Optional<CommitStatus> latestOfCommit(CommitStatus like, ServerVersion known)
            throws IOException, InterruptedException {
        States states = known.takesBuilds() ? States.SERVER : States.OLD_SERVER;
        String start = "0";
        for (int page = 0; page < MAX_PAGES; page++) {
            Map<String, Object> body = accepted(send(ApiRequest.get(destination.api(), ofCommit(like))
                            .query("limit", "100")
                            .query("start", start)))
                    .object();
            if (!(body.get("values") instanceof List<?> values)) {
                throw new IOException("the answer is not a page of build statuses");
            }
            for (Object value : values) {
                if (value instanceof Map<?, ?> fields && Keys.of(like).equals(fields.get("key"))) {
                    return BuildStatus.read(fields, like, states);
                }
            }
            if (!(body.get("nextPageStart") instanceof Number next) || Boolean.TRUE.equals(body.get("isLastPage"))) {
                return Optional.empty();
            }
            start = String.valueOf(next.longValue());
        }
        return Optional.empty();
    }

    private ServerVersion version() throws IOException, InterruptedException {
        ServerVersion known = version;
        if (known == null) {
            ApiResponse properties = send(ApiRequest.get(destination.api(), "api", "1.0", "application-properties"));
            PublishResult result = answers.read(properties);
            if (result instanceof PublishResult.Retry || result instanceof PublishResult.RateLimited) {
                throw new PublishFailedException(result);
            }
            known = ServerVersion.of(properties);
            version = known;
        }
        return known;
    }

    private ApiResponse accepted(ApiResponse answer) throws PublishFailedException {
        answers.read(answer).orThrow();
        return answer;
    }

    private String[] builds(CommitStatus status) {
        return new String[] {
            "api",
            "latest",
            "projects",
            destination.project(),
            "repos",
            destination.slug(),
            "commits",
            status.commit(),
            "builds"
        };
    }

    private static String[] ofCommit(CommitStatus status) {
        return new String[] {"build-status", "latest", "commits", status.commit()};
    }

    /** With the headers that tell the server's guard against cross-site requests that this is no browser. */
    private ApiResponse send(ApiRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.header("Authorization", login.authorization())
                .header("Accept", "application/json")
                .header("X-Atlassian-Token", "no-check")
                .header("X-Requested-With", "XMLHttpRequest")
                .build());
    }

    /** {@return where it posts, without the credentials} */
    @Override
    public String toString() {
        return "Bitbucket " + destination.repository() + " at "
                + destination.api().getHost();
    }
}
