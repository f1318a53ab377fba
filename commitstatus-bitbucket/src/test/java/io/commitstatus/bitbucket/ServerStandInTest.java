package io.commitstatus.bitbucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Rejection;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.PageAnswerException;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.testing.ManualClock;
import io.commitstatus.testing.PublisherContexts;
import io.commitstatus.testing.bitbucket.StandInBitbucketServer;
import io.commitstatus.testing.forge.ShownStatus;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whole stories against a Bitbucket Data Center that behaves. */
@Timeout(60)
class ServerStandInTest {
    private final ManualClock clock = Cloud.clock();
    private final StandInBitbucketServer bitbucket = StandInBitbucketServer.start(clock);

    @AfterEach
    void stop() {
        bitbucket.close();
    }

    @Test
    void everyVersionShowsWhatWasPostedAndTellsOfIt() throws Exception {
        for (String version : new String[] {"6.10.0", "7.3.1", "7.4.0", "7.13.4", "7.14.0", "9.6.0"}) {
            bitbucket.version(version);
            PublisherSession session = open("PRJ/app", Map.of("token", "t"));
            for (CommitState state : CommitState.values()) {
                CommitStatus status = Cloud.status().toBuilder()
                        .key(version + "/" + state)
                        .state(state)
                        .ref("main")
                        .build();
                assertThat(session.latest(status)).as(version).isEmpty();
                assertThat(session.publish(status)).as(version).isEqualTo(PublishResult.published());
                assertThat(session.latest(status)).map(CommitStatus::state).contains(state);
                assertThat(bitbucket.shown("PRJ/app", Cloud.SHA, Keys.of(status)))
                        .map(ShownStatus::description)
                        .contains("apply succeeded");
            }
        }
        CommitStatus newest =
                Cloud.status().toBuilder().key("9.6.0/" + CommitState.SUCCESS).build();
        assertThat(bitbucket.ref("PRJ/app", Cloud.SHA, Keys.of(newest))).contains("refs/heads/main");
    }

    @Test
    void userAndPasswordReachAPersonalRepository() throws Exception {
        bitbucket.onlyRepositories("~jane/app");
        PublisherSession session = open("~jane/app", Map.of("username", "jane", "password", "p"));

        assertThat(session.publish(Cloud.status())).isEqualTo(PublishResult.published());
        assertThat(bitbucket.name("~jane/app", Cloud.SHA, Cloud.VENDOR_KEY)).contains(Cloud.KEY);
        assertRejected(open("PRJ/app", Map.of("token", "t")), Rejection.NOT_FOUND);
    }

    @Test
    void aPermissionThatIsMissingIsNoWrongPassword() throws Exception {
        bitbucket.forbid("PRJ/secret");
        bitbucket.revoke("old");

        assertRejected(open("PRJ/secret", Map.of("token", "t")), Rejection.FORBIDDEN);
        assertRejected(open("PRJ/app", Map.of("token", "old")), Rejection.CREDENTIALS);
    }

    @Test
    void aCaptchaIsDemandedAfterFiveWrongPasswordsAndOfNoToken() throws Exception {
        bitbucket.revoke("wrong");
        for (int i = 0; i < 5; i++) {
            assertRejected(open("PRJ/app", Map.of("username", "jane", "password", "wrong")), Rejection.CREDENTIALS);
        }

        assertThat(open("PRJ/app", Map.of("username", "jane", "password", "p")).publish(Cloud.status()))
                .isInstanceOfSatisfying(PublishResult.Rejected.class, it -> {
                    assertThat(it.kind()).isEqualTo(Rejection.CREDENTIALS);
                    assertThat(it.reason()).contains("has to answer a CAPTCHA");
                });
        assertThat(open("PRJ/app", Map.of("token", "t")).publish(Cloud.status()))
                .isEqualTo(PublishResult.published());
    }

    @Test
    void aRequiredBuildIsKnownByTheKey() throws Exception {
        PublisherSession session = open("PRJ/app", Map.of("token", "t"));
        assertThat(bitbucket.passesRequiredBuild("PRJ/app", Cloud.SHA, Cloud.KEY))
                .isFalse();
        session.publish(Cloud.status().toBuilder().state(CommitState.FAILURE).build());
        assertThat(bitbucket.passesRequiredBuild("PRJ/app", Cloud.SHA, Cloud.KEY))
                .isFalse();
        session.publish(Cloud.status());
        assertThat(bitbucket.passesRequiredBuild("PRJ/app", Cloud.SHA, Cloud.KEY))
                .isTrue();
        CommitStatus longest =
                Cloud.status().toBuilder().key("k".repeat(1025)).name("k").build();
        assertThat(session.publish(longest))
                .as("a longer parent would be refused")
                .isEqualTo(PublishResult.published());
    }

    @Test
    void whatStandsBesideTheApiIsAPage() throws Exception {
        Provider provider = Server.provider(bitbucket.address("PRJ/app")).toBuilder()
                .annotation(Provider.API_URL, bitbucket.url() + "/git")
                .build();
        Destination destination = new BitbucketServerPublisher().destination(provider);
        PublisherSession session = destination.open(
                PublisherContexts.open(provider, Cloud.secret(Map.of("token", "t")), destination, clock));

        assertThatThrownBy(() -> session.publish(Cloud.status()))
                .isInstanceOf(PageAnswerException.class)
                .hasMessageContaining("\"Log in\"");
    }

    @Test
    void theBucketIsNotOverdrawn() throws Exception {
        bitbucket.rateLimit(2, 1, Duration.ofSeconds(10));
        PublisherSession session = open("PRJ/app", Map.of("token", "t"));

        assertThat(session.publish(Cloud.status())).isEqualTo(PublishResult.published());
        assertThat(session.publish(Cloud.status()))
                .isEqualTo(PublishResult.published().andPause(Duration.ofSeconds(10)));
        assertThat(session.publish(Cloud.status()))
                .isInstanceOfSatisfying(
                        PublishResult.RateLimited.class,
                        it -> assertThat(it.after()).contains(Duration.ofSeconds(10)));
        clock.advance(Duration.ofSeconds(10));
        assertThat(session.publish(Cloud.status())).isInstanceOf(PublishResult.Published.class);
    }

    @Test
    void aCommitThatIsNotThereYetTakesItsStatusLater() throws Exception {
        bitbucket.commitVisible(Cloud.SHA, false);
        PublisherSession session = open("PRJ/app", Map.of("token", "t"));
        assertThat(session.publish(Cloud.status())).isInstanceOf(PublishResult.NotVisible.class);

        bitbucket.commitVisible(Cloud.SHA, true);
        assertThat(session.publish(Cloud.status())).isEqualTo(PublishResult.published());
    }

    private static void assertRejected(PublisherSession session, Rejection kind) throws Exception {
        assertThat(session.publish(Cloud.status()))
                .isInstanceOfSatisfying(
                        PublishResult.Rejected.class,
                        it -> assertThat(it.kind()).isEqualTo(kind));
    }

    private PublisherSession open(String repository, Map<String, String> secret) {
        Provider provider = Server.provider(bitbucket.address(repository));
        Destination destination = new BitbucketServerPublisher().destination(provider);
        return destination.open(PublisherContexts.open(provider, Cloud.secret(secret), destination, clock));
    }
}
