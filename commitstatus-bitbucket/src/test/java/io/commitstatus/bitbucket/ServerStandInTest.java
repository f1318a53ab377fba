package io.commitstatus.bitbucket;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.conformance.answers.Cell;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Provider;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.testing.ManualClock;
import io.commitstatus.testing.PublisherContexts;
import io.commitstatus.testing.bitbucket.StandInBitbucketServer;
import io.commitstatus.testing.forge.ShownStatus;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole stories against a Bitbucket Data Center that behaves. */
@Timeout(60)
class ServerStandInTest {
    private final ManualClock clock = Cloud.clock();
    private final StandInBitbucketServer bitbucket = StandInBitbucketServer.start(clock);

    @AfterEach
    void stop() {
        bitbucket.close();
    }

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
        assertPublish("thrown PageAnswerException: …\"Log in\"…", open(provider, "token=t"));
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
        return open(Server.provider(bitbucket.address(repository)), secret);
    }

    private PublisherSession open(Provider provider, String secret) {
        Destination destination = new BitbucketServerPublisher().destination(provider);
        return destination.open(
                PublisherContexts.open(provider, Cloud.secret(Cell.fields(secret)), destination, clock));
    }
}
