package io.commitstatus.azuredevops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.spi.PublishFailedException;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.testing.ScriptedApi;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatestTest {
    private final ScriptedApi api = new ScriptedApi(AzureDevOps.clock());
    private final CommitStatus like = AzureDevOps.status().toBuilder()
            .state(CommitState.FAILURE)
            .name("a name")
            .ref("main")
            .build();

    @Test
    void theStatusOfGenreAndNameIsRead() throws Exception {
        api.then(
                200,
                page(
                        entry("fluxcd", "other", "failed"),
                        entry("jenkins", AzureDevOps.KEY, "failed"),
                        "{\"context\":{\"genre\":\"fluxcd\",\"name\":\"" + AzureDevOps.KEY
                                + "\"},\"state\":\"succeeded\",\"description\":\"done\","
                                + "\"targetUrl\":\"https://ci.example.com/1\"}"));

        assertThat(latest(like))
                .contains(CommitStatus.builder(AzureDevOps.SHA, AzureDevOps.KEY, CommitState.SUCCESS)
                        .description("done")
                        .targetUrl(URI.create("https://ci.example.com/1"))
                        .name("a name")
                        .ref("main")
                        .build());
        assertThat(api.requests().get(0).toString())
                .isEqualTo("GET https://dev.azure.com/my-org/My%20Project/_apis/git/repositories/My.Repo/commits/"
                        + AzureDevOps.SHA + "/statuses?latestOnly=true&top=100&skip=0&api-version=5.0");
    }

    @Test
    void theGroupTellsGenresApart() throws Exception {
        CommitStatus grouped = like.toBuilder().group("prod").build();
        api.then(200, page(entry("fluxcd", AzureDevOps.KEY, "failed")));
        assertThat(latest(grouped)).isEmpty();

        api.then(200, page(entry("fluxcd:prod", AzureDevOps.KEY, "failed")));
        assertThat(latest(grouped)).flatMap(CommitStatus::group).contains("prod");
    }

    @Test
    void aWordOfSeveralStatesIsTheOneAskedFor() throws Exception {
        assertState("error", CommitState.CANCELED, CommitState.CANCELED);
        assertState("error", CommitState.SUCCESS, CommitState.ERROR);
        assertState("failed", CommitState.SUCCESS, CommitState.FAILURE);
        assertState("pending", CommitState.RUNNING, CommitState.RUNNING);
        assertState("pending", CommitState.SUCCESS, CommitState.PENDING);
    }

    @Test
    void aNameIsLookedForOnEveryPage() throws Exception {
        api.then(200, fullPage()).then(200, fullPage()).then(200, page(entry("fluxcd", AzureDevOps.KEY, "failed")));

        assertThat(latest(like)).isPresent();
        assertThat(api.requests().get(2).uri().getQuery()).contains("top=100&skip=200");
    }

    @Test
    void theSearchEndsWithTheStatusesAndAfterTenPages() throws Exception {
        api.then(200, fullPage()).then(200, page());
        assertThat(latest(like)).isEmpty();
        assertThat(api.requests()).hasSize(2);

        IntStream.range(0, 10).forEach(i -> api.then(200, fullPage()));
        assertThat(latest(like)).isEmpty();
        assertThat(api.requests()).hasSize(12);
    }

    @Test
    void aRefusalCarriesWhatPublishWouldSay() {
        api.then(203, "<html>").then(429, "", "Retry-After", "9");

        assertThatThrownBy(() -> latest(like))
                .isInstanceOfSatisfying(
                        PublishFailedException.class,
                        it -> assertThat(it.result()).isInstanceOf(PublishResult.Rejected.class));
        assertThatThrownBy(() -> latest(like))
                .isInstanceOfSatisfying(
                        PublishFailedException.class,
                        it -> assertThat(it.result()).isInstanceOf(PublishResult.RateLimited.class));
    }

    @Test
    void anAnswerThatIsNoListSaysNeitherYesNorNo() {
        for (String body : List.of("[]", "7", "null", "{}", "{\"value\":{}}")) {
            api.then(200, body);
            assertThatThrownBy(() -> latest(like)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void strangeEntriesAreSurvived() throws Exception {
        api.then(200, page("null", "7", "{}", "{\"context\":7}", "{\"context\":{\"name\":7}}"));
        assertThat(latest(like)).isEmpty();

        for (String word : List.of("notSet", "notApplicable", "strange")) {
            api.then(200, page(entry("fluxcd", AzureDevOps.KEY, word)));
            assertThat(latest(like)).isEmpty();
        }
    }

    private void assertState(String word, CommitState asked, CommitState expected) throws Exception {
        api.then(200, page(entry("fluxcd", AzureDevOps.KEY, word)));
        assertThat(latest(like.toBuilder().state(asked).build()))
                .map(CommitStatus::state)
                .contains(expected);
    }

    private Optional<CommitStatus> latest(CommitStatus status) throws Exception {
        return AzureDevOps.session(api).latest(status);
    }

    private static String fullPage() {
        return page(IntStream.range(0, 100)
                .mapToObj(i -> entry("fluxcd", "other/" + i, "succeeded"))
                .toArray(String[]::new));
    }

    private static String page(String... entries) {
        return List.of(entries).stream().collect(Collectors.joining(",", "{\"count\":1,\"value\":[", "]}"));
    }

    private static String entry(String genre, String name, String state) {
        return "{\"context\":{\"genre\":\"" + genre + "\",\"name\":\"" + name + "\"},\"state\":\"" + state + "\"}";
    }
}
