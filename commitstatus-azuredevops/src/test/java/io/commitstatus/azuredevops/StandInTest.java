package io.commitstatus.azuredevops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Rejection;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.testing.ManualClock;
import io.commitstatus.testing.PublisherContexts;
import io.commitstatus.testing.azuredevops.StandInAzureDevOps;
import io.commitstatus.testing.forge.ShownStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The traps of Azure DevOps, over the wire. */
class StandInTest {
    private static final String REPOSITORY = "My Project/My.Repo";
    private static final String JWT = "eyJ0eXAiOiJKV1QifQ.eyJzdWIiOiJib3QifQ.c2ln";

    private final ManualClock clock = AzureDevOps.clock();
    private final StandInAzureDevOps azure = StandInAzureDevOps.start(clock);

    @AfterEach
    void stop() {
        azure.close();
    }

    @Test
    void aRefusedTokenIsNeverASuccess() throws Exception {
        azure.onlyTokens("good");
        for (int status : List.of(401, 203, 302)) {
            azure.signIn(status);
            assertThat(publish(provider(), "bad")).isInstanceOfSatisfying(PublishResult.Rejected.class, it -> {
                assertThat(it.kind()).isEqualTo(Rejection.CREDENTIALS);
                assertThat(it.reason()).startsWith("HTTP " + status);
            });
        }
        assertThat(azure.forge().requests())
                .as("the page to sign in is not asked for")
                .noneMatch(it -> it.path().contains("_signin"));
        assertThat(publish(provider(), "good")).isEqualTo(PublishResult.published());
    }

    @Test
    void bothKindsOfTokenAreTaken() throws Exception {
        azure.onlyTokens("a-personal-access-token", JWT);

        assertThat(publish(provider(), "a-personal-access-token")).isEqualTo(PublishResult.published());
        assertThat(publish(provider(), JWT)).isEqualTo(PublishResult.published());
    }

    @Test
    void theDefaultVersionIsKnownToOldServers() throws Exception {
        azure.newestVersion("5.0");
        assertThat(publish(provider(), "t")).isEqualTo(PublishResult.published());

        Provider newer = annotated(AzureDevOpsPublisher.API_VERSION, "7.1");
        assertThat(publish(newer, "t"))
                .isInstanceOfSatisfying(
                        PublishResult.Rejected.class,
                        it -> assertThat(it.reason()).contains("out of range", "commitstatus.io/api-version"));
    }

    @Test
    void genresAreDistinctAndEachShowsItsNewest() throws Exception {
        Provider other = annotated(AzureDevOpsPublisher.GENRE, "deploy");
        publish(provider(), "t");
        publish(other, "t");
        try (PublisherSession session = open(provider(), "t")) {
            session.publish(CommitStatus.failure(AzureDevOps.SHA, AzureDevOps.KEY, "broken"));
            assertThat(session.latest(AzureDevOps.status()))
                    .contains(CommitStatus.failure(AzureDevOps.SHA, AzureDevOps.KEY, "broken"));
        }

        assertThat(azure.shown(REPOSITORY, AzureDevOps.SHA).values())
                .extracting(ShownStatus::key, ShownStatus::state)
                .containsExactlyInAnyOrder(
                        tuple("fluxcd/" + AzureDevOps.KEY, "failed"), tuple("deploy/" + AzureDevOps.KEY, "succeeded"));
        assertThat(azure.statuses(REPOSITORY, AzureDevOps.SHA)).hasSize(3);
    }

    @Test
    void aSlowerPaceIsASuccessThatPauses() throws Exception {
        azure.pace(Duration.ofSeconds(25));

        assertThat(publish(provider(), "t")).isEqualTo(PublishResult.published().andPause(Duration.ofSeconds(25)));
        assertThat(azure.statuses(REPOSITORY, AzureDevOps.SHA)).hasSize(1);

        azure.block(Duration.ofSeconds(40));
        assertThat(publish(provider(), "t"))
                .isInstanceOfSatisfying(
                        PublishResult.RateLimited.class,
                        it -> assertThat(it.after()).contains(Duration.ofSeconds(40)));
    }

    @Test
    void errorsAreTold() throws Exception {
        azure.commitVisible(AzureDevOps.SHA, false);
        assertThat(publish(provider(), "t")).isInstanceOf(PublishResult.NotVisible.class);
        azure.commitVisible(AzureDevOps.SHA, true);

        azure.forbid(REPOSITORY);
        assertRejected(Rejection.FORBIDDEN, "GenericContribute");
        azure.onlyRepositories("My Project/Other");
        assertRejected(Rejection.NOT_FOUND, "TF401019");
        azure.onlyRepositories("Other/Other");
        assertRejected(Rejection.NOT_FOUND, "TF200016");
    }

    private void assertRejected(Rejection kind, String part) throws Exception {
        assertThat(publish(provider(), "t")).isInstanceOfSatisfying(PublishResult.Rejected.class, it -> {
            assertThat(it.kind()).isEqualTo(kind);
            assertThat(it.reason()).contains(part);
        });
    }

    private Provider provider() {
        return AzureDevOps.provider(azure.address(REPOSITORY));
    }

    private Provider annotated(String annotation, String value) {
        return AzureDevOps.annotated(azure.address(REPOSITORY), annotation, value);
    }

    private PublishResult publish(Provider provider, String token) throws Exception {
        try (PublisherSession session = open(provider, token)) {
            return session.publish(AzureDevOps.status());
        }
    }

    private PublisherSession open(Provider provider, String token) {
        Destination destination = new AzureDevOpsPublisher().destination(provider);
        return destination.open(
                PublisherContexts.open(provider, AzureDevOps.secret(Map.of("token", token)), destination, clock));
    }
}
