package io.commitstatus.gitlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.spi.PublishFailedException;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.testing.ScriptedApi;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LatestTest {
    private final ScriptedApi api = new ScriptedApi(GitLab.clock());
    private final CommitStatus like = GitLab.status().toBuilder()
            .state(CommitState.FAILURE)
            .name("a name")
            .ref("main")
            .targetUrl(URI.create("https://ci.example.com/wanted"))
            .build();

    @Test
    void anEntryWithoutAnIdIsFoundToo() throws Exception {
        api.then(200, "[{\"name\":\"" + GitLab.status().key() + "\",\"status\":\"success\"}]");

        assertThat(latest()).isPresent();
    }

    @Test
    void theStatusOfTheNameIsRead() throws Exception {
        api.then(
                200,
                page(
                        entry(9, "other", "failed", "null", "null"),
                        entry(1, GitLab.KEY, "success", "\"done\"", "\"https://ci.example.com/1\"")));

        CommitStatus latest = latest().orElseThrow();

        assertThat(latest)
                .isEqualTo(CommitStatus.builder(GitLab.SHA, GitLab.KEY, CommitState.SUCCESS)
                        .description("done")
                        .targetUrl(URI.create("https://ci.example.com/1"))
                        .name("a name")
                        .ref("main")
                        .build());
        ApiRequest request = api.requests().get(0);
        assertThat(request.toString())
                .isEqualTo(
                        "GET https://gitlab.com/api/v4/projects/My-Group%2FSub%2FMy.Project/repository/commits/"
                                + GitLab.SHA
                                + "/statuses?name=kustomization%2Fgitops-system%2F0c9c2e41&order_by=id&sort=desc&per_page=100&ref=main");
        assertThat(request.headers()).containsEntry("PRIVATE-TOKEN", GitLab.TOKEN);
        assertThat(request.json()).isEmpty();
    }

    @Test
    void ofSeveralPipelinesTheNewestCountsWhateverTheOrder() throws Exception {
        String older = entry(1, GitLab.KEY, "success", "null", "null");
        String newer = entry(2, GitLab.KEY, "failed", "null", "null");
        for (String page : List.of(page(older, newer), page(newer, older))) {
            api.then(200, page);
            assertThat(latest()).map(CommitStatus::state).contains(CommitState.FAILURE);
        }
    }

    @Test
    void whatIsNullOrNoUrlIsLeftOut() throws Exception {
        for (String url : List.of("null", "\"\"", "\"not a url\"", "\"/relative\"", "7")) {
            api.then(200, page(entry(1, GitLab.KEY, "failed", "null", url)));

            assertThat(latest()).hasValueSatisfying(it -> {
                assertThat(it.description()).isEmpty();
                assertThat(it.targetUrl()).isEmpty();
            });
        }
    }

    @Test
    void aWordOfSeveralStatesIsTheOneAskedFor() throws Exception {
        assertState("failed", CommitState.ERROR, CommitState.ERROR);
        assertState("failed", CommitState.SUCCESS, CommitState.FAILURE);
        assertState("canceled", CommitState.SUCCESS, CommitState.CANCELED);
        assertState("running", CommitState.PENDING, CommitState.RUNNING);
        assertState("pending", CommitState.RUNNING, CommitState.PENDING);
    }

    @Test
    void aRefusalCarriesWhatPublishWouldSay() {
        api.then(401, "{\"message\":\"401 Unauthorized\"}")
                .then(429, "", "Retry-After", "9")
                .then(404, "{\"message\":\"404 Commit Not Found\"}");

        assertThatThrownBy(this::latest)
                .isInstanceOfSatisfying(
                        PublishFailedException.class,
                        it -> assertThat(it.result()).isInstanceOf(PublishResult.Rejected.class));
        assertThatThrownBy(this::latest)
                .isInstanceOfSatisfying(
                        PublishFailedException.class,
                        it -> assertThat(it.result()).isInstanceOf(PublishResult.RateLimited.class));
        assertThatThrownBy(this::latest)
                .isInstanceOfSatisfying(
                        PublishFailedException.class,
                        it -> assertThat(it.result()).isInstanceOf(PublishResult.NotVisible.class));
    }

    @Test
    void anAnswerThatIsNoListSaysNeitherYesNorNo() {
        for (String body : List.of("", "{", "{}", "7", "{\"statuses\":[]}")) {
            api.then(200, body);
            assertThatThrownBy(this::latest).isExactlyInstanceOf(IOException.class);
        }
    }

    @Test
    void strangeEntriesAreSurvived() throws Exception {
        api.then(200, page("null", "7", "{}", "{\"name\":7}", entry(1, GitLab.KEY, "manual", "null", "null")));

        assertThat(latest()).isEmpty();
    }

    private void assertState(String word, CommitState asked, CommitState expected) throws Exception {
        api.then(200, page(entry(1, GitLab.KEY, word, "null", "null")));
        assertThat(GitLab.session(api, GitLab.clock())
                        .latest(like.toBuilder().state(asked).build()))
                .map(CommitStatus::state)
                .contains(expected);
    }

    private Optional<CommitStatus> latest() throws Exception {
        return GitLab.session(api, GitLab.clock()).latest(like);
    }

    private static String page(String... entries) {
        return List.of(entries).stream().collect(Collectors.joining(",", "[", "]"));
    }

    private static String entry(int id, String name, String state, String description, String targetUrl) {
        return "{\"id\":" + id + ",\"name\":\"" + name + "\",\"status\":\"" + state + "\",\"description\":"
                + description + ",\"target_url\":" + targetUrl + "}";
    }
}
