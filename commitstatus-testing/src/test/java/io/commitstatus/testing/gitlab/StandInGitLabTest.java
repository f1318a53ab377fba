package io.commitstatus.testing.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.testing.ManualClock;
import io.commitstatus.testing.forge.Call;
import io.commitstatus.testing.forge.ShownStatus;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StandInGitLabTest {
    private static final String SHA = "a".repeat(40);

    private final ManualClock clock = new ManualClock(Instant.parse("2026-05-01T12:00:00Z"));
    private final StandInGitLab gitlab = StandInGitLab.start(clock);

    @AfterEach
    void stop() {
        gitlab.close();
    }

    @Test
    void aStatusUnderWayIsChangedInPlaceAndOneThatHasEndedIsHidden() throws Exception {
        post(Map.of("state", "pending", "name", "n", "description", "begun", "target_url", "https://ci.test/1"));
        assertThat(post(Map.of("state", "success", "name", "n")).statusCode()).isEqualTo(201);
        assertThat(gitlab.statuses("g/p", SHA))
                .containsExactly(new ShownStatus("n", "success", "begun", "https://ci.test/1"));

        post(Map.of("state", "failed", "name", "n"));
        assertThat(gitlab.statuses("g/p", SHA)).hasSize(2);
        assertThat(gitlab.shown("G/P", SHA, "n")).contains(new ShownStatus("n", "failed", "", null));
        assertThat(list("").body()).contains("\"failed\"").doesNotContain("\"success\"");
        assertThat(list("?all=true").body()).contains("\"failed\"", "\"success\"");
    }

    @Test
    void onlyGitLabsTransitionsAreTaken() throws Exception {
        String[][] refused = {
            {"pending", "pending", "via :enqueue from :pending"},
            {"running", "pending", "via :enqueue from :running"},
            {"running", "running", "via :run from :running"},
            {"running", "skipped", "via :skip from :running"},
        };
        for (String[] it : refused) {
            String name = it[0] + it[1];
            post(Map.of("state", it[0], "name", name));
            HttpResponse<String> answer = post(Map.of("state", it[1], "name", name));
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).startsWith("{\"message\":\"Cannot transition status " + it[2]);
        }
        gitlab.olderBodies(true);
        assertThat(post(Map.of("state", "running", "name", "runningrunning")).body())
                .startsWith("{\"message\":{\"state\":[\"Cannot transition status via :run");
        assertThat(post(Map.of("state", "running", "name", "pendingpending")).statusCode())
                .isEqualTo(201);
    }

    @Test
    void anotherUserHasAStatusOfItsOwn() throws Exception {
        post(Map.of("state", "pending", "name", "n"));
        gitlab.user("t0ken", "another");
        assertThat(post(Map.of("state", "pending", "name", "n")).statusCode()).isEqualTo(201);
        assertThat(gitlab.statuses("g/p", SHA)).hasSize(2);
    }

    @Test
    void theNewestPipelineIsChosenUnlessOneIsNamed() throws Exception {
        post(Map.of("state", "pending", "name", "n"));
        long first = gitlab.pipelines("g/p", SHA).keySet().iterator().next();
        long second = gitlab.startPipeline("g/p", SHA, "dev");
        assertThat(gitlab.pipelines("g/p", SHA))
                .containsExactly(Map.entry(second, "dev push"), Map.entry(first, "main external"));

        assertThat(post(Map.of("state", "pending", "name", "n")).body()).contains("\"pipeline_id\":" + second);
        assertThat(post(Map.of("state", "running", "name", "n", "pipeline_id", first))
                        .body())
                .contains("\"pipeline_id\":" + first);
        assertThat(post(Map.of("state", "running", "name", "n", "ref", "tag")).body())
                .contains("\"ref\":\"tag\"");
        assertThat(post(Map.of("state", "running", "name", "n", "pipeline_id", first, "ref", "dev"))
                        .body())
                .contains("404 Pipeline for pipeline_id, sha and ref Not Found");
    }

    @Test
    void aFullPipelineRefusesOrAnotherOneIsStarted() throws Exception {
        gitlab.jobLimit(1);
        post(Map.of("state", "pending", "name", "n"));
        long first = gitlab.pipelines("g/p", SHA).keySet().iterator().next();
        HttpResponse<String> refused = post(Map.of("state", "pending", "name", "m", "pipeline_id", first));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("The number of jobs has exceeded the limit");
        assertThat(post(Map.of("state", "running", "name", "n", "pipeline_id", first))
                        .statusCode())
                .as("a row under way needs no room")
                .isEqualTo(201);

        assertThat(post(Map.of("state", "pending", "name", "m")).statusCode()).isEqualTo(201);
        assertThat(gitlab.pipelines("g/p", SHA)).hasSize(2);
    }

    @Test
    void oneUpdateOfACommitIsTakenAtATime() throws Exception {
        gitlab.lease("G/P", SHA, true);
        HttpResponse<String> refused = post(Map.of("state", "success"));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("Another update to this commit status is in progress");
        gitlab.lease("g/p", SHA, false);
        assertThat(post(Map.of("state", "success")).statusCode()).isEqualTo(201);
    }

    @Test
    void whatGitLabRefusesIsRefusedInItsWordsAndShapes() throws Exception {
        assertThat(post(Map.of("name", "n")).body()).isEqualTo("{\"error\":\"state is missing\"}");
        assertThat(post(Map.of("state", "failure")).body())
                .isEqualTo("{\"error\":\"state does not have a valid value\"}");
        for (String field : new String[] {"description", "target_url", "ref"}) {
            String value = "https://ci.test/".concat("x".repeat(240));
            assertThat(post(Map.of("state", "success", field, value)).body())
                    .isEqualTo("{\"message\":{\"" + field + "\":[\"is too long (maximum is 255 characters)\"]}}");
        }
        assertThat(post(Map.of("state", "success", "description", "\ud83d\ude80".repeat(255)))
                        .statusCode())
                .isEqualTo(201);
        gitlab.job(SHA, "rspec");
        assertThat(post(Map.of("state", "success", "name", "rspec")).body())
                .isEqualTo("{\"message\":{\"name\":[\"has already been taken\"]}}");
        gitlab.commitVisible(SHA, false);
        assertThat(post(Map.of("state", "success")).body()).isEqualTo("{\"message\":\"404 Commit Not Found\"}");
        gitlab.readOnly("t0ken");
        assertThat(post(Map.of("state", "success")).body()).contains("insufficient_scope");
        gitlab.revoke("t0ken");
        assertThat(post(Map.of("state", "success")).statusCode()).isEqualTo(401);
    }

    @Test
    void aProjectIsOneSegment() throws Exception {
        URI apart = URI.create(gitlab.apiUrl() + "/projects/g/p/statuses/" + SHA);
        assertThat(Call.post(apart, Map.of("state", "success")).body())
                .isEqualTo("{\"message\":\"404 Project Not Found\"}");
        URI numbered = URI.create(gitlab.apiUrl() + "/projects/" + gitlab.number("g/p") + "/statuses/" + SHA);
        assertThat(Call.post(numbered, Map.of("state", "success")).statusCode()).isEqualTo(201);
        assertThat(gitlab.shown("g/p", SHA)).containsOnlyKeys("default");

        gitlab.decodesSlashes(true);
        HttpResponse<String> page = post(Map.of("state", "success"));
        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.headers().firstValue("Content-Type"))
                .hasValueSatisfying(it -> assertThat(it).startsWith("text/html"));
    }

    @Test
    void theListHasTwentyOnAPage() throws Exception {
        for (int i = 0; i < 21; i++) {
            post(Map.of("state", "success", "name", "n" + i));
        }
        assertThat(list("").body()).contains("\"n20\"").doesNotContain("\"n0\"");
        assertThat(list("?page=2").body()).contains("\"n0\"").doesNotContain("\"n20\"");
        assertThat(list("?name=n0").body()).contains("\"n0\"");
    }

    @Test
    void theRateLimitIsPerMinuteAndInPlainText() throws Exception {
        gitlab.rateLimit(1, true);
        assertThat(post(Map.of("state", "success")).headers().firstValue("RateLimit-Remaining"))
                .contains("0");
        clock.advance(Duration.ofSeconds(20));
        HttpResponse<String> refused = post(Map.of("state", "success"));
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).isEqualTo("Retry later\n");
        assertThat(refused.headers().firstValue("Retry-After")).contains("40");
        assertThat(gitlab.limitViolations()).isZero();
        post(Map.of("state", "success"));
        assertThat(gitlab.limitViolations()).isEqualTo(1);

        clock.advance(Duration.ofSeconds(40));
        assertThat(post(Map.of("state", "success")).statusCode()).isEqualTo(201);
    }

    private HttpResponse<String> post(Map<String, ?> body) throws Exception {
        return Call.post(URI.create(gitlab.apiUrl() + "/projects/g%2Fp/statuses/" + SHA), body);
    }

    private HttpResponse<String> list(String query) throws Exception {
        return Call.get(
                URI.create(gitlab.apiUrl() + "/projects/g%2Fp/repository/commits/" + SHA + "/statuses" + query));
    }
}
