package io.commitstatus.gitlab;

import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Rejection;
import io.commitstatus.spi.PageAnswerException;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.http.ApiResponse;
import java.time.Duration;
import java.util.Optional;

/** Reads GitLab's answers. Immutable. */
final class ResponseMapper {
    /** GitLab counts by the minute where it does not tell. */
    private static final Duration LIMIT_WINDOW = Duration.ofMinutes(1);

    private final GitLabDestination destination;

    ResponseMapper(GitLabDestination destination) {
        this.destination = destination;
    }

    /** What an answer means for a status that was sent or asked for. */
    PublishResult read(ApiResponse answer, CommitStatus status) {
        if (answer.status() == 400) {
            String message = ErrorMessage.of(answer);
            String reason = answer.reason(message);
            return Transition.refused(message, status.state(), reason).orElseGet(() -> invalid(message, reason));
        }
        return read(answer);
    }

    /** What an answer to any question means. */
    PublishResult read(ApiResponse answer) {
        String message = ErrorMessage.of(answer);
        String reason = answer.reason(message);
        return switch (answer.status()) {
            case 200, 201 -> taken(answer);
            case 401 ->
                PublishResult.rejected(
                        Rejection.CREDENTIALS,
                        reason + " (the token is wrong, expired or revoked; put a new one into the Secret; an OAuth"
                                + " access token lives two hours)");
            case 403 -> PublishResult.rejected(Rejection.FORBIDDEN, reason + remedy(message));
            case 404 -> notFound(message, reason);
            case 405 ->
                PublishResult.rejected(
                        Rejection.NOT_FOUND,
                        reason
                                + " (GitLab takes no status under a project's former path: correct the address, or set the"
                                + " annotation " + GitLabPublisher.PROJECT + " to the project's numeric id)");
            case 409 -> PublishResult.retry(reason);
            case 422 ->
                PublishResult.rejected(
                        message.contains("exceeded the limit") ? Rejection.CEILING : Rejection.INVALID, reason);
            case 429 -> PublishResult.rateLimited(reason, limitWait(answer));
            default -> PublishResult.of(answer, message);
        };
    }

    /** A pipeline that was deleted or archived since. */
    static boolean isPipelineGone(ApiResponse answer) {
        return answer.status() == 404 && ErrorMessage.of(answer).contains("Pipeline for pipeline_id");
    }

    private static PublishResult taken(ApiResponse answer) {
        return exhausted(answer)
                .map(wait -> PublishResult.published().andPause(wait))
                .orElseGet(PublishResult::published);
    }

    /** Of a refusal that says what it is about, such as a blocked account, its own words are the best. */
    private String remedy(String message) {
        boolean permission =
                message.isEmpty() || message.equals("403 Forbidden") || message.contains("insufficient_scope");
        return permission
                ? " (the token needs the scope api and the role Developer in " + destination.project()
                        + ", and on a protected branch the right to push or merge)"
                : "";
    }

    private static PublishResult invalid(String message, String reason) {
        String remedy = message.contains("has already been taken")
                ? " (a job of the commit's pipeline has this name; give the status another key)"
                : "";
        return PublishResult.rejected(Rejection.INVALID, reason + remedy);
    }

    private PublishResult notFound(String message, String reason) {
        if (message.contains("Commit Not Found")) {
            return PublishResult.notVisible(reason + " (it is not in " + destination.project()
                    + " yet; a merge request's commit from a fork is in the fork alone, to which its status belongs)");
        }
        if (message.contains("References for commit")) {
            return PublishResult.notVisible(
                    reason + " (no branch has the commit; where only a tag has it, the status needs that ref)");
        }
        return PublishResult.rejected(
                Rejection.NOT_FOUND,
                reason + " (there is no project " + destination.project() + " at " + destination.api()
                        + ", or the token may not see it: check the address and the token's projects; where GitLab stands"
                        + " under a path of its host, set the annotation " + Provider.API_URL + escaped() + ")");
    }

    /** Apache sends %2F on as %252F, unless it is told otherwise. */
    private String escaped() {
        return ProjectName.isPath(destination.project())
                ? "; where a proxy in front of it escapes %2F once more (Apache without \"nocanon\"), set the annotation "
                        + GitLabPublisher.PROJECT + " to the project's numeric id"
                : "";
    }

    /** GitLab's API shows no pages; in place of a 404 there are two usual reasons. */
    PublishResult page(PageAnswerException page) {
        String hint = page.status() == 404
                ? " Perhaps a proxy in front of GitLab decodes %2F in paths (Apache needs \"AllowEncodedSlashes NoDecode\" and"
                        + " \"nocanon\", nginx a proxy_pass without a path): set the annotation "
                        + GitLabPublisher.PROJECT
                        + " to the project's numeric id; or the API is not at " + destination.api()
                        + ": set the annotation " + Provider.API_URL + "."
                : "";
        return PublishResult.retry(page.getMessage() + hint);
    }

    private static Duration limitWait(ApiResponse answer) {
        return answer.retryAfter()
                .or(() -> answer.untilEpochSecond("RateLimit-Reset"))
                .orElse(LIMIT_WINDOW);
    }

    private static Optional<Duration> exhausted(ApiResponse answer) {
        boolean none = answer.header("RateLimit-Remaining").map(String::strip).equals(Optional.of("0"));
        return none ? answer.untilEpochSecond("RateLimit-Reset") : Optional.empty();
    }
}
