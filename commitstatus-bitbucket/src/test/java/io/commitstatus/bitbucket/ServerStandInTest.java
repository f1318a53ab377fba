package io.commitstatus.bitbucket;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Configuration;
import io.commitstatus.Receipt;
import io.commitstatus.conformance.answers.Cell;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Provider;
import io.commitstatus.policy.Outcome;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.testing.ManualClock;
import io.commitstatus.testing.RecordingListener;
import io.commitstatus.testing.bitbucket.StandInBitbucketServer;
import io.commitstatus.testing.forge.ShownStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole stories against a Bitbucket Data Center that behaves. */
@Timeout(60)
class ServerStandInTest {
    private final ManualClock clock = Cloud.clock();

    @AutoClose
    private final StandInBitbucketServer bitbucket = StandInBitbucketServer.start(clock);

    @ParameterizedTest
    @ValueSource(strings = {"6.10.0", "7.3.1", "7.4.0", "7.13.4", "7.14.0", "9.6.0"})
    void everyVersionShowsWhatWasPostedAndTellsOfIt(String version) throws Exception {
        bitbucket.version(version);
        PublisherSession session = open("PRJ/app", "token=t");
        for (CommitState state : CommitState.values()) {
            CommitStatus status = Cloud.status(state).toBuilder()
                    .key("deploy/" + state)
                    .ref("main")
                    .build();
            assertThat(session.latest(status)).isEmpty();
            assertPublish("published", session, status);
            assertThat(session.latest(status)).map(CommitStatus::state).contains(state);
            assertThat(bitbucket.shown("PRJ/app", Cloud.SHA, Keys.of(status)))
                    .map(ShownStatus::description)
                    .contains("apply succeeded");
            if (version.equals("9.6.0")) {
                assertThat(bitbucket.ref("PRJ/app", Cloud.SHA, Keys.of(status))).contains("refs/heads/main");
            }
        }
    }

    @Test
    void userAndPasswordReachAPersonalRepository() {
        bitbucket.onlyRepositories("~jane/app");

        assertPublish("published", open("~jane/app", "username=jane; password=squeamish"));
        assertThat(bitbucket.name("~jane/app", Cloud.SHA, Cloud.VENDOR_KEY)).contains(Cloud.KEY);
        assertPublish("rejected NOT_FOUND: …", open("PRJ/app", "token=t"));
    }

    @Test
    void aPermissionThatIsMissingIsNoWrongPassword() {
        bitbucket.forbid("PRJ/secret");
        bitbucket.revoke("old");

        assertPublish("rejected FORBIDDEN: …", open("PRJ/secret", "token=t"));
        assertPublish("rejected CREDENTIALS: …", open("PRJ/app", "token=old"));
    }

    @Test
    void aCaptchaIsDemandedAfterFiveWrongPasswordsAndOfNoToken() {
        bitbucket.revoke("wrong");
        for (int i = 0; i < 5; i++) {
            assertPublish("rejected CREDENTIALS: …", open("PRJ/app", "username=jane; password=wrong"));
        }
        assertPublish(
                "rejected CREDENTIALS: …has to answer a CAPTCHA…",
                open("PRJ/app", "username=jane; password=squeamish"));
        assertPublish("published", open("PRJ/app", "token=t"));
    }

    /** A Data Center that is shown five wrong passwords asks for a CAPTCHA from then on. */
    @Test
    void aWrongPasswordLocksNobodyOut() throws Exception {
        RecordingListener listener = new RecordingListener();
        AtomicReference<String> password = new AtomicReference<>("the-old-one");
        try (CommitStatusRouter router = router(password, listener)) {
            bitbucket.revoke("the-old-one");
            List<Receipt> receipts = IntStream.range(0, 20)
                    .mapToObj(it -> CommitStatus.success(String.format("%040x", it), "deploy", ""))
                    .map(it -> router.submit("flux-system/forge", it))
                    .toList();
            assertThat(listener.awaitHeld(1, Duration.ofSeconds(20)).reason()).contains("until the Secret has changed");
            for (int hour = 0; hour < 5; hour++) {
                clock.advance(Duration.ofHours(1));
                receipts.get(0).await(Duration.ofMillis(20));
            }
            assertThat(bitbucket.forge().requestCount()).isEqualTo(1);

            password.set("the-new-one");
            for (Receipt receipt : receipts) {
                for (int i = 0; i < 200 && !receipt.settled(); i++) {
                    clock.advance(Duration.ofSeconds(5));
                    receipt.await(Duration.ofMillis(50));
                }
                assertThat(receipt.outcome().map(Outcome::kind)).contains(Outcome.Kind.DELIVERED);
            }
        }
    }

    @Test
    void aRequiredBuildIsKnownByTheKey() {
        PublisherSession session = open("PRJ/app", "token=t");
        assertThat(passesRequiredBuild()).isFalse();
        assertPublish("published", session, Cloud.status(CommitState.FAILURE));
        assertThat(passesRequiredBuild()).isFalse();
        assertPublish("published", session);
        assertThat(passesRequiredBuild()).isTrue();
        // A longer parent would be refused.
        assertPublish(
                "published",
                session,
                Cloud.status().toBuilder().key("k".repeat(1025)).name("k").build());
    }

    @Test
    void whatStandsBesideTheApiIsAPage() {
        Provider provider = Server.provider(bitbucket.address("PRJ/app")).toBuilder()
                .annotation(Provider.API_URL, bitbucket.url() + "/git")
                .build();
        assertPublish("thrown PageAnswerException: …\"Log in\"…", Server.open(provider, Map.of("token", "t"), clock));
    }

    @Test
    void theBucketIsNotOverdrawn() {
        bitbucket.rateLimit(2, 1, Duration.ofSeconds(10));
        PublisherSession session = open("PRJ/app", "token=t");

        assertPublish("published", session);
        assertPublish("published for PT10S", session);
        assertPublish("rate limited for PT10S: …", session);
        clock.advance(Duration.ofSeconds(10));
        assertPublish("published…", session);
    }

    private CommitStatusRouter router(AtomicReference<String> password, RecordingListener listener) {
        Provider provider = Server.provider(bitbucket.address("PRJ/app")).toBuilder()
                .secretRef("token")
                .build();
        return CommitStatusRouter.builder(Configuration.builder().put(provider).build())
                .secrets(it -> Optional.of(Cloud.secret(Map.of("username", "jane", "password", password.get()))))
                .addListener(listener)
                .clock(clock)
                .allowPlainHttp(true)
                .build();
    }

    private boolean passesRequiredBuild() {
        return bitbucket.passesRequiredBuild("PRJ/app", Cloud.SHA, Cloud.KEY);
    }

    private static void assertPublish(String result, PublisherSession session) {
        assertPublish(result, session, Cloud.status());
    }

    private static void assertPublish(String result, PublisherSession session, CommitStatus status) {
        Cell.expect(result, () -> session.publish(status));
    }

    private PublisherSession open(String repository, String secret) {
        return Server.open(Server.provider(bitbucket.address(repository)), Cell.fields(secret), clock);
    }
}
