package io.commitstatus.bitbucket;

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
import org.junit.jupiter.api.Test;

class CloudLatestTest {
    private final ScriptedApi api = new ScriptedApi(Cloud.clock());
    private final CommitStatus like =
            Cloud.status().toBuilder().state(CommitState.FAILURE).ref("main").build();

    @Test
    void theStatusOfTheKeyIsRead() throws Exception {
        api.then(
                200,
                "{\"key\":\"" + Cloud.VENDOR_KEY + "\",\"state\":\"SUCCESSFUL\",\"name\":\"a name\",\"description\":"
                        + "\"done\",\"url\":\"https://ci.example.com/2\"}");

        assertThat(latest())
                .contains(CommitStatus.builder(Cloud.SHA, Cloud.KEY, CommitState.SUCCESS)
                        .name("a name")
                        .description("done")
                        .targetUrl(URI.create("https://ci.example.com/2"))
                        .ref("main")
                        .build());
        assertThat(api.requests().get(0))
                .hasToString("GET https://api.bitbucket.org/2.0/repositories/my-team/my.repo/commit/" + Cloud.SHA
                        + "/statuses/build/" + Cloud.VENDOR_KEY);
        assertThat(api.requests().get(0).headers()).containsKey("Authorization");
    }

    @Test
    void aTemplateOfAnotherProgramIsNoUrlHere() throws Exception {
        for (String url : List.of("null", "\"\"", "\"https://ci/{commit.hash}\"", "7")) {
            api.then(200, "{\"state\":\"FAILED\",\"name\":null,\"description\":null,\"url\":" + url + "}");

            assertThat(latest()).hasValueSatisfying(it -> {
                assertThat(it.targetUrl()).isEmpty();
                assertThat(it.description()).isEmpty();
                assertThat(it.name()).isEqualTo(Cloud.KEY);
            });
        }
    }

    @Test
    void aWordOfSeveralStatesIsTheOneAskedFor() throws Exception {
        assertState("FAILED", CommitState.ERROR, CommitState.ERROR);
        assertState("FAILED", CommitState.SUCCESS, CommitState.FAILURE);
        assertState("INPROGRESS", CommitState.RUNNING, CommitState.RUNNING);
        assertState("STOPPED", CommitState.SUCCESS, CommitState.CANCELED);
        api.then(200, "{\"state\":\"ODD\"}");
        assertThat(latest()).isEmpty();
    }

    @Test
    void nothingIsShownWhereNothingIsFound() throws Exception {
        api.then(404, "{\"type\":\"error\",\"error\":{\"message\":\"Build status not found\"}}");

        assertThat(latest()).isEmpty();
    }

    @Test
    void aRefusalCarriesWhatPublishWouldSay() {
        api.then(401, "").then(429, "");

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
    void anAnswerThatIsNoStatusSaysNeitherYesNorNo() {
        for (String body : List.of("", "{", "[]", "{}")) {
            api.then(200, body);
            assertThatThrownBy(this::latest).isExactlyInstanceOf(IOException.class);
        }
    }

    private void assertState(String word, CommitState asked, CommitState expected) throws Exception {
        api.then(200, "{\"state\":\"" + word + "\"}");
        assertThat(Cloud.session(api, Cloud.clock())
                        .latest(like.toBuilder().state(asked).build()))
                .map(CommitStatus::state)
                .contains(expected);
    }

    private Optional<CommitStatus> latest() throws Exception {
        return Cloud.session(api, Cloud.clock()).latest(like);
    }
}
