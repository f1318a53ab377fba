package io.commitstatus.spi;

import io.commitstatus.model.CommitStatus;
import java.io.IOException;
import java.util.Optional;

/**
 * A destination with credentials. Thread-safe. It makes one attempt and answers: it never sleeps, schedules, retries or
 * looks at other keys. What it remembers (a pipeline's id, an endpoint that a server lacks) is a bounded cache, lost without
 * harm.
 *
 * <pre>{@code
 * record ForgeSession(ForgeRepository repository, ApiClient http, String token) implements PublisherSession {
 *     public PublishResult publish(CommitStatus status) throws IOException, InterruptedException {
 *         ApiRequest.Builder request =
 *                 ApiRequest.post(repository.api(), "statuses", repository.repository(), status.commit());
 *         return PublishResult.of(
 *                 send(request.json(Map.of("context", status.key(), "state", status.state().toString()))));
 *     }
 *
 *     public Optional<CommitStatus> latest(CommitStatus like) throws IOException, InterruptedException {
 *         ApiResponse answer =
 *                 send(ApiRequest.get(repository.api(), "statuses", repository.repository(), like.commit(), like.key()));
 *         PublishResult.of(answer).orThrow();
 *         Object state = answer.object().get("state");
 *         return ShownStatusReader.read(like, CommitState::toString, state, "", "");
 *     }
 *
 *     private ApiResponse send(ApiRequest.Builder request) throws IOException, InterruptedException {
 *         return http.send(request.header("Authorization", "Bearer " + token).build());
 *     }
 * }
 * }</pre>
 *
 * @since 0.1
 */
public interface PublisherSession extends AutoCloseable {

    /**
     * Sends a status, once. The status fits the destination's limits already. After a lost answer core asks for the {@link
     * #latest}, and may send the same status again: the second must do no harm.
     *
     * @return what came of it
     * @throws PublishFailedException when nothing of the status was sent, as when no token is to be had for it, carrying the result
     * @throws IOException when it is not known what came of it: no answer, or half of one
     * @throws InterruptedException when the thread was interrupted; the outcome is not known either
     */
    PublishResult publish(CommitStatus status) throws IOException, InterruptedException;

    /**
     * What the vendor shows now for that commit and vendor key, whoever posted it. Asked only in doubt.
     *
     * @return the status, in which what the vendor does not tell is taken from {@code like}; empty when it shows none
     * @throws PublishFailedException when the vendor's answer is a refusal, carrying what {@link #publish} would have answered
     * @throws IOException when there was no usable answer
     * @throws InterruptedException when the thread was interrupted
     */
    Optional<CommitStatus> latest(CommitStatus like) throws IOException, InterruptedException;

    /**
     * Finds out whether the credentials may write statuses to the repository, in a few requests, each of which only reads. A
     * 2xx counts when it is the API's answer, not a page of something in between. Default: {@link
     * CheckResult.Verdict#UNCERTAIN}, without a request.
     *
     * @return what the Git host tells: what is missing, and when the token ends
     * @throws PublishFailedException when an answer is a refusal, carrying what {@link #publish} would have answered
     * @throws IOException when there was no usable answer
     * @throws InterruptedException when the thread was interrupted
     */
    default CheckResult check() throws IOException, InterruptedException {
        return CheckResult.uncertain("the publisher has no way to check");
    }

    /**
     * {@return whether it signs in with somebody's password, which a Git host locks after a few refusals} Core makes one request
     * at a time with it then, and after a refusal none until the Secret has changed. Default: no.
     */
    default boolean usesPassword() {
        return false;
    }

    /** Lets go of what it holds. Called once or more, after its last publish; default: nothing. */
    @Override
    default void close() {}
}
