package io.commitstatus.azuredevops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.commitstatus.conformance.answers.Cell;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Provider;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.testing.ManualClock;
import io.commitstatus.testing.azuredevops.StandInAzureDevOps;
import io.commitstatus.testing.forge.ShownStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The traps of Azure DevOps, over the wire. */
class StandInTest {
    private static final String REPOSITORY = "My Project/My.Repo";
    private static final String JWT = "eyJ0eXAiOiJKV1QifQ.eyJzdWIiOiJib3QifQ.c2ln";

    private final ManualClock clock = AzureDevOps.clock();

    @AutoClose
    private final StandInAzureDevOps azure = StandInAzureDevOps.start(clock);

    @Test
    void aRefusedTokenIsNeverASuccess() {
        azure.onlyTokens("good");
        for (int status : List.of(401, 203, 302)) {
            azure.signIn(status);
            assertPublish("rejected CREDENTIALS: HTTP " + status + "…", provider(), "bad");
        }
        assertThat(azure.forge().requests())
                .as("the page to sign in is not asked for")
                .noneMatch(it -> it.path().contains("_signin"));
        assertPublish("published", provider(), "good");
    }

    @Test
    void bothKindsOfTokenAreTaken() {
        azure.onlyTokens("a-personal-access-token", JWT);

        assertPublish("published", provider(), "a-personal-access-token");
        assertPublish("published", provider(), JWT);
    }

    @Test
    void theDefaultVersionIsKnownToOldServers() {
        azure.newestVersion("5.0");
        assertPublish("published", provider(), "t");

        Provider newer = annotated(AzureDevOpsPublisher.API_VERSION, "7.1");
        assertPublish("rejected INVALID: …out of range…commitstatus.io/api-version…", newer, "t");
    }

    @Test
    void genresAreDistinctAndEachShowsItsNewest() throws Exception {
        Provider other = annotated(AzureDevOpsPublisher.GENRE, "deploy");
        assertPublish("published", provider(), "t");
        assertPublish("published", other, "t");
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
    void aSlowerPaceIsASuccessThatPauses() {
        azure.pace(Duration.ofSeconds(25));

        assertPublish("published for PT25S", provider(), "t");
        assertThat(azure.statuses(REPOSITORY, AzureDevOps.SHA)).hasSize(1);

        azure.block(Duration.ofSeconds(40));
        assertPublish("rate limited for PT40S: …", provider(), "t");
    }

    @Test
    void errorsAreTold() {
        azure.commitVisible(AzureDevOps.SHA, false);
        assertPublish("not visible: …", provider(), "t");
        azure.commitVisible(AzureDevOps.SHA, true);

        azure.forbid(REPOSITORY);
        assertPublish("rejected FORBIDDEN: …GenericContribute…", provider(), "t");
        azure.onlyRepositories("My Project/Other");
        assertPublish("rejected NOT_FOUND: …TF401019…", provider(), "t");
        azure.onlyRepositories("Other/Other");
        assertPublish("rejected NOT_FOUND: …TF200016…", provider(), "t");
    }

    private Provider provider() {
        return AzureDevOps.provider(azure.address(REPOSITORY));
    }

    private Provider annotated(String annotation, String value) {
        return AzureDevOps.annotated(azure.address(REPOSITORY), annotation, value);
    }

    private void assertPublish(String result, Provider provider, String token) {
        try (PublisherSession session = open(provider, token)) {
            Cell.expect(result, () -> session.publish(AzureDevOps.status()));
        }
    }

    private PublisherSession open(Provider provider, String token) {
        return AzureDevOps.open(provider, Map.of("token", token), clock);
    }
}
