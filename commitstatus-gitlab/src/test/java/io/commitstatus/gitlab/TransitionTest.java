package io.commitstatus.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.Rejection;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.testing.ScriptedApi;
import org.junit.jupiter.api.Test;

class TransitionTest {
    private final ScriptedApi api = new ScriptedApi(GitLab.clock());

    @Test
    void aStateThatIsShownAlreadyIsUnchanged() throws Exception {
        assertThat(publish(CommitState.PENDING, "enqueue", "pending")).isEqualTo(PublishResult.unchanged());
        assertThat(publish(CommitState.RUNNING, "run", "running")).isEqualTo(PublishResult.unchanged());
        assertThat(publish(CommitState.ERROR, "drop", "failed")).isEqualTo(PublishResult.unchanged());
    }

    @Test
    void aStepBackIsRejectedSayingSo() throws Exception {
        assertThat(publish(CommitState.PENDING, "enqueue", "running"))
                .isInstanceOfSatisfying(PublishResult.Rejected.class, it -> {
                    assertThat(it.kind()).isEqualTo(Rejection.INVALID);
                    assertThat(it.reason())
                            .startsWith("HTTP 400: Cannot transition status")
                            .contains("GitLab shows running, and takes no pending after it");
                });
    }

    @Test
    void olderVersionsSayItByField() throws Exception {
        String text = text("run", "running");
        api.then(400, "{\"message\":{\"state\":[\"" + text + "\"]}}");
        assertThat(GitLab.session(api, GitLab.clock()).publish(GitLab.status(CommitState.RUNNING)))
                .isEqualTo(PublishResult.unchanged());

        api.then(400, "{\"message\":{\"state\":[\"" + text("enqueue", "running") + "\"]}}");
        assertThat(GitLab.session(api, GitLab.clock()).publish(GitLab.status(CommitState.PENDING)))
                .isInstanceOf(PublishResult.Rejected.class);
    }

    private PublishResult publish(CommitState wanted, String event, String from) throws Exception {
        api.then(400, "{\"message\":\"" + text(event, from) + "\"}");
        return GitLab.session(api, GitLab.clock()).publish(GitLab.status(wanted));
    }

    private static String text(String event, String from) {
        return "Cannot transition status via :" + event + " from :" + from
                + " (Reason(s): Status cannot transition via \\\"" + event + "\\\")";
    }
}
