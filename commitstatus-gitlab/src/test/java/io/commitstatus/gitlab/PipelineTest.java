package io.commitstatus.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.model.CommitStatus;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.testing.ScriptedApi;
import java.util.List;
import org.junit.jupiter.api.Test;

class PipelineTest {
    private final ScriptedApi api = new ScriptedApi(GitLab.clock());
    private final PublisherSession session = GitLab.session(api, GitLab.clock());

    @Test
    void thePipelineOfTheFirstAnswerIsPinnedWithItsRef() throws Exception {
        api.then(201, "{\"pipeline_id\":101,\"ref\":\"main\"}").then(201, "").then(201, "");
        session.publish(GitLab.status());
        session.publish(GitLab.status().toBuilder().key("other").build());
        session.publish(GitLab.status().toBuilder().ref("v1.0").build());

        assertThat(api.body(0)).doesNotContainKeys("pipeline_id", "ref");
        assertThat(api.body(1)).containsEntry("pipeline_id", 101).containsEntry("ref", "main");
        assertThat(api.body(2))
                .as("another ref has another pipeline")
                .containsEntry("ref", "v1.0")
                .doesNotContainKey("pipeline_id");
    }

    @Test
    void eachRefOfACommitHasItsOwnPipeline() throws Exception {
        CommitStatus staging = GitLab.status().toBuilder().ref("staging").build();
        CommitStatus production = GitLab.status().toBuilder().ref("production").build();
        api.then(201, "{\"pipeline_id\":100,\"ref\":\"staging\"}")
                .then(201, "{\"pipeline_id\":200,\"ref\":\"production\"}")
                .then(201, "")
                .then(201, "");
        for (CommitStatus status : List.of(staging, production, staging, production)) {
            session.publish(status);
        }

        assertThat(api.body(1)).containsEntry("ref", "production").doesNotContainKey("pipeline_id");
        assertThat(api.body(2)).containsEntry("ref", "staging").containsEntry("pipeline_id", 100);
        assertThat(api.body(3)).containsEntry("ref", "production").containsEntry("pipeline_id", 200);
    }

    @Test
    void anotherCommitIsNotPinned() throws Exception {
        api.then(201, "{\"pipeline_id\":101,\"ref\":\"main\"}").then(201, "");
        session.publish(GitLab.status());
        session.publish(CommitStatus.success("b".repeat(40), "k", ""));

        assertThat(api.body(1)).doesNotContainKeys("pipeline_id", "ref");
    }

    @Test
    void aRefusalPinsNothing() throws Exception {
        api.then(422, "{\"pipeline_id\":101,\"ref\":\"main\"}").then(201, "");
        session.publish(GitLab.status());
        session.publish(GitLab.status());

        assertThat(api.body(1)).doesNotContainKeys("pipeline_id", "ref");
    }

    @Test
    void aPipelineThatIsGoneIsForgotten() throws Exception {
        api.then(201, "{\"pipeline_id\":101,\"ref\":\"main\"}")
                .then(404, "{\"message\":\"404 Pipeline for pipeline_id, sha and ref Not Found\"}")
                .then(201, "");
        session.publish(GitLab.status());

        assertThat(session.publish(GitLab.status())).isInstanceOfSatisfying(PublishResult.Retry.class, it -> {
            assertThat(it.after()).isEmpty();
            assertThat(it.reason()).contains("HTTP 404");
        });
        session.publish(GitLab.status());
        assertThat(api.body(2)).doesNotContainKeys("pipeline_id", "ref");
    }

    @Test
    void onlyTheLatestThousandCommitsArePinned() throws Exception {
        for (int commit = 0; commit <= 1001; commit++) {
            api.then(201, "{\"pipeline_id\":" + commit + ",\"ref\":\"main\"}");
            session.publish(status(commit % 1001));
        }

        assertThat(api.body(1000)).as("met for the first time").doesNotContainKey("pipeline_id");
        assertThat(api.body(1001)).as("the first of 1001, forgotten").doesNotContainKey("pipeline_id");
        api.then(201, "");
        session.publish(status(1000));
        assertThat(api.body(1002)).as("the latest").containsEntry("pipeline_id", 1000);
    }

    private static CommitStatus status(int commit) {
        return CommitStatus.success(String.format("%040x", commit), "k", "");
    }
}
