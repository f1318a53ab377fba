package com.example.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.testing.github.StandInGitHub;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(GitHost.class)
class ApplicationTest {
    private static final String COMMIT = "0123456789".repeat(4);

    @Inject
    CommitStatusRouter router;

    StandInGitHub github;

    @Test
    void statusesAreSent() throws Exception {
        router.submit("team/app", CommitStatus.success(COMMIT, "deploy/prod", "rolled out"))
                .await(Duration.ofSeconds(60));

        assertThat(github.statuses("org/app", COMMIT)).extracting(it -> it.state()).containsExactly("success");
        assertThat(router.health().isGood()).isTrue();
    }
}
