package io.commitstatus.github;

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
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatestTest {
    private final ScriptedApi api = new ScriptedApi(GitHub.clock());
    private final CommitStatus like = GitHub.status().toBuilder()
            .state(CommitState.FAILURE)
            .name("a name")
            .ref("main")
            .targetUrl(URI.create("https://ci.example.com/wanted"))
            .build();

    @Test
    void theStatusOfTheContextIsRead() throws Exception {
        api.then(
                200,
                page(
                        entry("other", "failure", "null", "null"),
                        entry(
                                GitHub.KEY.toUpperCase(Locale.ROOT),
                                "success",
                                "\"done\"",
                                "\"https://ci.example.com/1\"")));

        CommitStatus latest = latest().orElseThrow();

        assertThat(latest)
                .isEqualTo(CommitStatus.builder(GitHub.SHA, GitHub.KEY, CommitState.SUCCESS)
                        .description("done")
                        .targetUrl(URI.create("https://ci.example.com/1"))
                        .name("a name")
                        .ref("main")
                        .build());
        ApiRequest request = api.requests().get(0);
        assertThat(request.toString())
                .isEqualTo("GET https://api.github.com/repos/my-org/my.repo/commits/" + GitHub.SHA
                        + "/status?per_page=100&page=1");
        assertThat(request.headers()).containsEntry("Authorization", "Bearer " + GitHub.TOKEN);
        assertThat(request.json()).isEmpty();
    }

    @Test
    void whatIsNullOrNoUrlIsLeftOut() throws Exception {
        for (String url : List.of("null", "\"\"", "\"not a url\"", "\"/relative\"", "7")) {
            api.then(200, page(entry(GitHub.KEY, "failure", "null", url)));

            assertThat(latest()).hasValueSatisfying(it -> {
                assertThat(it.description()).isEmpty();
                assertThat(it.targetUrl()).isEmpty();
            });
        }
    }

    @Test
    void aWordOfSeveralStatesIsTheOneAskedFor() throws Exception {
        assertState("error", CommitState.CANCELED, CommitState.CANCELED);
        assertState("error", CommitState.SUCCESS, CommitState.ERROR);
        assertState("failure", CommitState.SUCCESS, CommitState.FAILURE);
        assertState("pending", CommitState.RUNNING, CommitState.RUNNING);
        assertState("pending", CommitState.SUCCESS, CommitState.PENDING);
    }

    @Test
    void aContextIsLookedForOnEveryPage() throws Exception {
        api.then(200, fullPage()).then(200, fullPage()).then(200, page(entry(GitHub.KEY, "success", "null", "null")));

        assertThat(latest()).isPresent();
        assertThat(api.requests()).hasSize(3);
        assertThat(api.requests().get(2).uri().getQuery()).isEqualTo("per_page=100&page=3");
    }

    @Test
    void theSearchEndsWithTheStatusesAndAfterTenPages() throws Exception {
        api.then(200, fullPage()).then(200, page());
        assertThat(latest()).isEmpty();
        assertThat(api.requests()).hasSize(2);

        IntStream.range(0, 10).forEach(i -> api.then(200, fullPage()));
        assertThat(latest()).isEmpty();
        assertThat(api.requests()).hasSize(12);
    }

    @Test
    void aRefusalCarriesWhatPublishWouldSay() {
        api.then(401, "{\"message\":\"Bad credentials\"}").then(429, "", "Retry-After", "9");

        assertThatThrownBy(this::latest)
                .isInstanceOfSatisfying(
                        PublishFailedException.class,
                        it -> assertThat(it.result()).isInstanceOf(PublishResult.Rejected.class));
        assertThatThrownBy(this::latest)
                .isInstanceOfSatisfying(
                        PublishFailedException.class,
                        it -> assertThat(it.result()).isInstanceOf(PublishResult.RateLimited.class));
    }

    @Test
    void anAnswerThatIsNoCombinedStatusSaysNeitherYesNorNo() {
        for (String body : List.of("", "{", "[]", "{\"statuses\":{}}")) {
            api.then(200, body);
            assertThatThrownBy(this::latest).isExactlyInstanceOf(IOException.class);
        }
    }

    @Test
    void strangeEntriesAreSurvived() throws Exception {
        api.then(200, page("null", "7", "{}", "{\"context\":7}", entry(GitHub.KEY, "strange", "null", "null")));

        assertThat(latest()).isEmpty();
    }

    private void assertState(String word, CommitState asked, CommitState expected) throws Exception {
        api.then(200, page(entry(GitHub.KEY, word, "null", "null")));
        assertThat(GitHub.session(api, GitHub.clock())
                        .latest(like.toBuilder().state(asked).build()))
                .map(CommitStatus::state)
                .contains(expected);
    }

    private Optional<CommitStatus> latest() throws Exception {
        return GitHub.session(api, GitHub.clock()).latest(like);
    }

    private static String fullPage() {
        return page(IntStream.range(0, 100)
                .mapToObj(i -> entry("other/" + i, "success", "null", "null"))
                .toArray(String[]::new));
    }

    private static String page(String... entries) {
        return List.of(entries).stream().collect(Collectors.joining(",", "{\"statuses\":[", "]}"));
    }

    private static String entry(String context, String state, String description, String targetUrl) {
        return "{\"context\":\"" + context + "\",\"state\":\"" + state + "\",\"description\":" + description
                + ",\"target_url\":" + targetUrl + "}";
    }
}
