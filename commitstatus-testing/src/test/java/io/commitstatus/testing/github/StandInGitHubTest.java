package io.commitstatus.testing.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.testing.ManualClock;
import io.commitstatus.testing.forge.Call;
import io.commitstatus.testing.forge.ShownStatus;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StandInGitHubTest {
    private static final String SHA = "a".repeat(40);

    private final ManualClock clock = new ManualClock(Instant.parse("2026-05-01T12:00:00Z"));
    private final StandInGitHub github = StandInGitHub.start(clock);

    @AfterEach
    void stop() {
        github.close();
    }

    @Test
    void theNewestStatusOfAContextIsShownAndAllAreKept() throws Exception {
        assertThat(post(Map.of("state", "pending", "context", "deploy/prod")).statusCode())
                .isEqualTo(201);
        post(Map.of(
                "state",
                "success",
                "context",
                "Deploy/Prod",
                "description",
                "done",
                "target_url",
                "https://ci.test/1"));

        assertThat(github.shown("o/r", SHA, "deploy/prod"))
                .contains(new ShownStatus("Deploy/Prod", "success", "done", "https://ci.test/1"));
        assertThat(github.shown("O/R", SHA)).containsOnlyKeys("Deploy/Prod");
        assertThat(github.statuses("o/r", SHA)).extracting(ShownStatus::state).containsExactly("success", "pending");
    }

    @Test
    void whatGitHubRefusesIsRefusedInItsWords() throws Exception {
        assertThat(post(Map.of("state", "failed", "context", "c")).body()).contains("state is not included");
        assertThat(post(Map.of("state", "success", "context", "x".repeat(256))).body())
                .contains("context is too long (maximum is 255 characters)");
        HttpResponse<String> tooLong = post(Map.of("state", "success", "description", "\ud83d\ude80".repeat(141)));
        assertThat(tooLong.statusCode()).isEqualTo(422);
        assertThat(tooLong.body()).contains("description is too long (maximum is 140 characters)");
        assertThat(post(Map.of("state", "success", "description", "\ud83d\ude80"))
                        .body())
                .contains("description doesn't accept 4-byte Unicode");
        assertThat(post(Map.of("state", "success", "description", "\u20ac".repeat(140)))
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void aContextHasACeiling() throws Exception {
        Store store = new Store();
        ShownStatus status = new ShownStatus("c", "success", "", null);
        IntStream.range(0, 1000)
                .forEach(i -> assertThat(store.append("o/r", SHA, "", status)).isPresent());
        assertThat(store.append("o/r", SHA, "", new ShownStatus("C", "success", "", null)))
                .isEmpty();
        assertThat(store.append("o/r", SHA, "", new ShownStatus("d", "success", "", null)))
                .isPresent();
    }

    @Test
    void aCommitThatIsNotVisibleYetIsUnknown() throws Exception {
        github.commitVisible(SHA, false);
        HttpResponse<String> answer = post(Map.of("state", "success"));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("No commit found for SHA: " + SHA);

        github.commitVisible(SHA, true);
        assertThat(post(Map.of("state", "success")).statusCode()).isEqualTo(201);
    }

    @Test
    void credentialsPermissionsAndRepositoriesAreChecked() throws Exception {
        github.onlyRepositories("o/r");
        assertThat(Call.post(statuses("o/other"), Map.of("state", "success")).statusCode())
                .isEqualTo(404);
        assertThat(Call.post(URI.create(statuses("o/r") + "/"), Map.of("state", "success"))
                        .statusCode())
                .isEqualTo(404);
        github.forbid("o/r");
        assertThat(post(Map.of("state", "success")).statusCode()).isEqualTo(403);
        github.revoke("t0ken");
        assertThat(post(Map.of("state", "success")).statusCode()).isEqualTo(401);
    }

    @Test
    void aRenamedRepositoryRedirectsToItsNumber() throws Exception {
        github.rename("o/old", "o/new", 307);
        HttpResponse<String> moved = Call.post(statuses("o/old"), Map.of("state", "success"));
        assertThat(moved.statusCode()).isEqualTo(307);
        URI target = URI.create(moved.headers().firstValue("Location").orElseThrow());
        assertThat(Call.post(target, Map.of("state", "success")).statusCode()).isEqualTo(201);
        assertThat(github.shown("o/new", SHA, "default")).isPresent();
    }

    @Test
    void thePrimaryLimitIsPerHourAndToldInHeaders() throws Exception {
        github.primaryLimit(1, 429);
        assertThat(remaining(post(Map.of("state", "success")))).contains("0");
        assertThat(post(Map.of("state", "success")).statusCode()).isEqualTo(429);
        assertThat(github.limitViolations()).isZero();
        assertThat(post(Map.of("state", "success")).statusCode()).isEqualTo(429);
        assertThat(github.limitViolations()).isEqualTo(1);

        clock.advance(Duration.ofHours(1));
        assertThat(post(Map.of("state", "success")).statusCode()).isEqualTo(201);
    }

    @Test
    void theSecondaryLimitEndsByTheClock() throws Exception {
        github.secondaryLimit(Duration.ofSeconds(60), 403, true);
        clock.advance(Duration.ofSeconds(20));
        HttpResponse<String> refused = post(Map.of("state", "success"));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.headers().firstValue("Retry-After")).contains("40");
        assertThat(refused.headers().firstValue("Date")).contains("Fri, 01 May 2026 12:00:20 GMT");

        clock.advance(Duration.ofSeconds(40));
        assertThat(post(Map.of("state", "success")).statusCode()).isEqualTo(201);
    }

    @Test
    void theCombinedStatusComesInPages() throws Exception {
        for (int i = 0; i < 5; i++) {
            post(Map.of("state", "success", "context", "c" + i));
        }
        URI combined = URI.create(github.apiUrl() + "/repos/o/r/commits/" + SHA + "/status?per_page=2&page=3");
        HttpResponse<String> last = Call.get(combined);
        assertThat(last.body()).contains("\"context\":\"c0\"").doesNotContain("\"context\":\"c1\"");
        assertThat(last.body()).contains("\"total_count\":5").contains("\"state\":\"success\"");
        assertThat(last.headers().firstValue("Link")).isEmpty();
        HttpResponse<String> first = Call.get(URI.create(combined.toString().replace("page=3", "page=1")));
        assertThat(first.headers().firstValue("Link"))
                .hasValueSatisfying(it -> assertThat(it).contains("page=2"));
    }

    private HttpResponse<String> post(Map<String, ?> body) throws Exception {
        return Call.post(statuses("o/r"), body);
    }

    private URI statuses(String repository) {
        return URI.create(github.apiUrl() + "/repos/" + repository + "/statuses/" + SHA);
    }

    private static Optional<String> remaining(HttpResponse<String> answer) {
        return answer.headers().firstValue("X-RateLimit-Remaining");
    }
}
