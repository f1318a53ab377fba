package io.commitstatus.testing.contract;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Rejection;
import io.commitstatus.model.Secret;
import io.commitstatus.spi.CommitStatusPublisher;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.testing.ManualClock;
import io.commitstatus.testing.MarkedSecret;
import io.commitstatus.testing.PublisherContexts;
import io.commitstatus.testing.forge.FakeForge;
import io.commitstatus.testing.forge.ForgeRequest;
import io.commitstatus.testing.forge.ForgeResponse;
import io.commitstatus.testing.forge.ShownStatus;
import io.commitstatus.testing.forge.StandIn;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/**
 * What every publisher must do, as tests whose names begin with the rule's number. Extend it, give it your publisher and a
 * {@link StandIn} of your vendor's wire format; server, faults and assertions are the contract's.
 *
 * <pre>{@code
 * class GitHubContractTest extends PublisherContract {
 *     protected CommitStatusPublisher publisher() {
 *         return new io.commitstatus.github.GitHubPublisher();
 *     }
 *
 *     protected StandIn startStandIn() {
 *         return StandInGitHub.start();
 *     }
 *
 *     protected Provider provider(StandIn standIn) {
 *         String address = ((StandInGitHub) standIn).address(repository());
 *         return Provider.builder("flux-system/github").type("github").address(address).build();
 *     }
 *
 *     protected String repository() {
 *         return "my-org/my-repo";
 *     }
 *
 *     protected Secret secret(String value) {
 *         return Secret.of(NamespacedName.parse("flux-system/token"), Map.of("token", value));
 *     }
 *
 *     protected String vendorState(CommitState state) {
 *         return switch (state) {
 *             case PENDING, RUNNING -> "pending";
 *             case SUCCESS -> "success";
 *             case FAILURE -> "failure";
 *             case ERROR, CANCELED -> "error";
 *         };
 *     }
 *
 *     protected Optional<ForgeResponse> unknownCommit() {
 *         return Optional.of(ForgeResponse.json(422, Map.of("message", "No commit found for SHA: 0123")));
 *     }
 * }
 * }</pre>
 *
 * <p>A publisher must
 *
 * <ol>
 *   <li>be found by ServiceLoader under its lower-case {@code type()}
 *   <li>refuse a bad address in {@code destination} and bad credentials in {@code open}, naming the field; no I/O in either
 *   <li>land each state with key, description and target URL
 *   <li>take the same status twice without harm
 *   <li>answer 429 (seconds, HTTP-date, the Git host's own way) with RateLimited and that delay
 *   <li>answer 5xx and a reset connection with Retry or IOException, claiming no delay
 *   <li>answer refused credentials with Rejected CREDENTIALS; other final refusals with Rejected of the right kind, the
 *       number in the reason; the vendor's unknown-commit answer with NotVisible
 *   <li>never show a secret
 *   <li>stay within the vendor's limits; distinct long keys stay distinct
 *   <li>survive empty, malformed, huge and non-JSON bodies
 *   <li>keep the timeout, also when a body trickles
 *   <li>heed an interrupt
 *   <li>be thread-safe
 *   <li>close twice without harm
 *   <li>send its credentials to no other origin, whatever a redirect says
 *   <li>report the latest status of a key that it, or another program, has posted
 *   <li>check by reading only, and tell refused credentials and a missing repository from good ones
 *   <li>take no page for an answer, whatever its status and content type: it is no success, and, but for refused credentials,
 *       nothing final
 *   <li>leave out, in one further request, a description or target URL that the Git host refuses, and say so in a note
 *   <li>let core wait for a commit that the Git host does not know yet, also after a lost answer and a server error
 *   <li>post although the question, what is shown, cannot be answered
 *   <li>read an answer that is compressed unasked
 *   <li>send nothing of a body with a GET
 * </ol>
 *
 * @since 0.1
 */
public abstract class PublisherContract {
    final ManualClock clock = new ManualClock(Instant.parse("2026-05-01T12:00:00Z"));
    final MarkedSecret mark = MarkedSecret.of("the credentials");

    private @Nullable StandIn standIn;

    /** For subclasses. */
    protected PublisherContract() {}

    /** {@return the publisher, made as {@link java.util.ServiceLoader} makes it} */
    protected abstract CommitStatusPublisher publisher();

    /** Starts a stand-in that knows the repository, all commits, and takes any credentials. Once for each test. */
    protected abstract StandIn startStandIn();

    /** {@return a Provider whose address and annotations lead to the repository at the stand-in} */
    protected abstract Provider provider(StandIn standIn);

    /** {@return the repository, as the stand-in calls it} */
    protected abstract String repository();

    /** {@return good credentials, whose token or password is the given value} */
    protected abstract Secret secret(String value);

    /** {@return the vendor's word for a state} */
    protected abstract String vendorState(CommitState state);

    /** {@return the answer to a status for a commit that the vendor does not know; empty when it has none of its own} */
    protected abstract Optional<ForgeResponse> unknownCommit();

    /** {@return credentials that {@code open} must refuse; default: a Secret without keys} */
    protected Secret unusableSecret() {
        return Secret.of(secret(mark.value()).name(), Map.of());
    }

    /** {@return addresses that {@code destination} must refuse} */
    protected List<String> badAddresses() {
        return List.of("no address at all", "ftp://git.example.com/org/repo", "https://git.example.com/");
    }

    /** {@return answers that ask for a wait, beyond 429 with {@code Retry-After}; default none} */
    protected List<RateLimitAnswer> rateLimits() {
        return List.of();
    }

    /** {@return answers that mean wrong credentials; default: 401} */
    protected List<ForgeResponse> badCredentials() {
        return List.of(ForgeResponse.json(401, Map.of("message", "Unauthorized")));
    }

    /** {@return answers that are final, and why; default: 400 and 422 are INVALID, 403 is FORBIDDEN, 404 is NOT_FOUND} */
    protected Map<ForgeResponse, Rejection> refusals() {
        Map<ForgeResponse, Rejection> refusals = new LinkedHashMap<>();
        refusals.put(ForgeResponse.json(400, Map.of("message", "Bad Request")), Rejection.INVALID);
        refusals.put(ForgeResponse.json(403, Map.of("message", "Forbidden")), Rejection.FORBIDDEN);
        refusals.put(ForgeResponse.json(404, Map.of("message", "Not Found")), Rejection.NOT_FOUND);
        refusals.put(ForgeResponse.json(422, Map.of("message", "Unprocessable Entity")), Rejection.INVALID);
        return refusals;
    }

    /** {@return whether the vendor takes characters beyond U+FFFF in a description; default true} */
    protected boolean takesEmoji() {
        return true;
    }

    /** {@return what the vendor shows for a status whose description is empty; default: nothing, an empty text} */
    protected String shownWithoutDescription(CommitStatus status) {
        return "";
    }

    /** {@return whether a request asks for a token, which is no write; default: none does} */
    protected boolean asksForToken(ForgeRequest request) {
        return false;
    }

    /** {@return answers by which the vendor refuses a description or a target URL; default none, without which P19 is skipped} */
    protected List<ForgeResponse> refusedParts() {
        return List.of();
    }

    /** {@return whether the vendor can be asked for what it shows; default true, without which P16 is skipped} */
    protected boolean readsLatest() {
        return true;
    }

    /** {@return the time by which the publisher reads headers; it stands still} */
    protected final Instant now() {
        return clock.instant();
    }

    /** Starts the stand-in. */
    @BeforeEach
    void startTheStandIn() {
        standIn = startStandIn();
    }

    /** Stops the stand-in. */
    @AfterEach
    void stopTheStandIn() {
        standIn().close();
    }

    final StandIn standIn() {
        if (standIn == null) {
            throw new IllegalStateException("the stand-in is not started");
        }
        return standIn;
    }

    final FakeForge forge() {
        return standIn().forge();
    }

    final Provider provider() {
        return provider(standIn());
    }

    final Destination destination() {
        return publisher().destination(provider());
    }

    final PublisherSession open(Provider provider, MarkedSecret credentials) {
        Destination destination = publisher().destination(provider);
        return destination.open(PublisherContexts.open(provider, secret(credentials.value()), destination, clock));
    }

    final PublisherSession openWithTimeout(Duration timeout) {
        return open(provider().toBuilder().timeout(timeout).build(), mark);
    }

    final Optional<ShownStatus> shown(CommitStatus status) {
        return standIn().shown(repository(), status.commit(), destination().vendorKey(status));
    }

    /** P1 to P4, P9, P14 and P16. */
    @Nested
    class Basics extends BasicRules {
        Basics() {
            super(PublisherContract.this);
        }
    }

    /** P5 to P7, P10, P18 and P19. */
    @Nested
    class Answers extends AnswerRules {
        Answers() {
            super(PublisherContract.this);
        }
    }

    /** P20 and P21. */
    @Nested
    class Delivery extends DeliveryRules {
        Delivery() {
            super(PublisherContract.this);
        }
    }

    /** P22 and P23. */
    @Nested
    class Wire extends WireRules {
        Wire() {
            super(PublisherContract.this);
        }
    }

    /** P17. */
    @Nested
    class Checks extends CheckRules {
        Checks() {
            super(PublisherContract.this);
        }
    }

    /** P8, P11 to P13 and P15. */
    @Nested
    class Safety extends SafetyRules {
        Safety() {
            super(PublisherContract.this);
        }
    }
}
