package io.commitstatus.testing.bitbucket;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.testing.ManualClock;
import io.commitstatus.testing.forge.Call;
import io.commitstatus.testing.forge.ShownStatus;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StandInBitbucketServerTest {
    private static final String SHA = "a".repeat(40);
    private static final Map<String, String> GOOD = Map.of(
            "key", "k", "state", "SUCCESSFUL", "url", "https://ci.test/1", "name", "n", "ref", "refs/heads/main");

    private final ManualClock clock = new ManualClock(Instant.parse("2026-05-01T12:00:00Z"));
    private final StandInBitbucketServer bitbucket = StandInBitbucketServer.start(clock);

    @AfterEach
    void stop() {
        bitbucket.close();
    }

    @Test
    void aKeyIsOverwrittenAndAnsweredWithNothing() throws Exception {
        HttpResponse<String> first = post(GOOD);
        assertThat(first.statusCode()).isEqualTo(204);
        assertThat(first.body()).isEmpty();
        post(with("state", "CANCELLED"));

        assertThat(bitbucket.statuses("P/r", SHA))
                .extracting(ShownStatus::state)
                .containsExactly("CANCELLED");
        assertThat(bitbucket.ref("P/r", SHA, "k")).contains("refs/heads/main");
        assertThat(bitbucket.name("P/r", SHA, "k")).contains("n");
        assertThat(Call.get(URI.create(builds() + "?key=k")).body()).contains("CANCELLED");
        assertThat(Call.get(URI.create(builds() + "?key=other")).statusCode()).isEqualTo(404);
        assertThat(Call.get(builds()).statusCode()).isEqualTo(400);
    }

    @Test
    void whatBitbucketRefusesIsRefusedWithItsField() throws Exception {
        assertThat(post(with("ref", "main")).body()).contains("\"context\":\"ref\"");
        for (Map<String, String> bad : List.of(
                with("key", "x".repeat(256)),
                with("key", " "),
                with("url", ""),
                with("url", "https://ci.test/" + "x".repeat(450)),
                with("name", "x".repeat(256)),
                with("state", "STOPPED"))) {
            assertThat(post(bad).statusCode()).as(bad.toString()).isEqualTo(400);
        }
        assertThat(post(with("description", "x".repeat(1000))).statusCode()).isEqualTo(204);
    }

    @Test
    void aVersionHasTheEndpointsOfItsTime() throws Exception {
        bitbucket.version("7.13.0");
        assertThat(post(GOOD).statusCode()).isEqualTo(204);
        assertThat(Call.get(URI.create(builds() + "?key=k")).statusCode()).isEqualTo(405);
        assertThat(Call.get(ofCommit(SHA)).body()).contains("\"key\":\"k\"");

        bitbucket.version("7.3.0");
        assertThat(post(GOOD).body()).contains("null for uri");
        assertThat(Call.get(URI.create(bitbucket.apiUrl() + "/api/1.0/application-properties"))
                        .body())
                .contains("\"version\":\"7.3.0\"");
    }

    @Test
    void theOldEndpointIsOfTheCommitInEveryRepository() throws Exception {
        Map<String, String> failed = with("state", "FAILED");
        assertThat(Call.post(ofCommit(SHA), failed).statusCode()).isEqualTo(204);
        assertThat(bitbucket.shown("P/any", SHA, "k")).isPresent();
        assertThat(bitbucket.shown("P/other", SHA, "k")).isPresent();

        assertThat(Call.post(ofCommit(SHA), with("state", "CANCELLED")).statusCode())
                .isEqualTo(400);
        assertThat(Call.post(ofCommit(SHA), with("description", "x".repeat(256)))
                        .statusCode())
                .isEqualTo(400);
        assertThat(Call.post(ofCommit("abc123"), failed).body()).contains("full 40");
    }

    @Test
    void theOldEndpointListsInPages() throws Exception {
        for (int i = 0; i < 3; i++) {
            Call.post(ofCommit(SHA), with("key", "k" + i));
        }
        assertThat(Call.get(URI.create(ofCommit(SHA) + "?limit=2&start=0")).body())
                .contains("\"isLastPage\":false", "\"nextPageStart\":2");
        assertThat(Call.get(URI.create(ofCommit(SHA) + "?limit=2&start=2")).body())
                .contains("\"isLastPage\":true", "\"nextPageStart\":null", "\"key\":\"k");
    }

    @Test
    void a401NamesTheAccountWhereItIsKnown() throws Exception {
        bitbucket.forbid("P/r");
        HttpResponse<String> forbidden = post(GOOD);
        assertThat(forbidden.statusCode()).isEqualTo(401);
        assertThat(forbidden.headers().firstValue("X-AUSERNAME")).isPresent();

        bitbucket.revoke("t0ken");
        HttpResponse<String> refused = post(GOOD);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("X-AUSERNAME")).isEmpty();
    }

    @Test
    void whatIsMissingIsNamed() throws Exception {
        bitbucket.commitVisible(SHA, false);
        assertThat(post(GOOD).body()).contains("NoSuchCommitException");
        bitbucket.onlyRepositories("P/other");
        assertThat(post(GOOD).body()).contains("NoSuchRepositoryException");
    }

    @Test
    void theBucketFillsByTheClock() throws Exception {
        bitbucket.rateLimit(1, 1, Duration.ofSeconds(10));
        HttpResponse<String> last = post(GOOD);
        assertThat(last.headers().firstValue("X-RateLimit-Remaining")).contains("0");
        assertThat(last.headers().firstValue("X-RateLimit-Interval-Seconds")).contains("10");
        clock.advance(Duration.ofSeconds(4));
        HttpResponse<String> refused = post(GOOD);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).contains("6");

        clock.advance(Duration.ofSeconds(6));
        assertThat(post(GOOD).statusCode()).isEqualTo(204);
    }

    private HttpResponse<String> post(Map<String, ?> body) throws Exception {
        return Call.post(builds(), body);
    }

    private URI builds() {
        return URI.create(bitbucket.apiUrl() + "/api/latest/projects/P/repos/r/commits/" + SHA + "/builds");
    }

    private URI ofCommit(String sha) {
        return URI.create(bitbucket.apiUrl() + "/build-status/1.0/commits/" + sha);
    }

    private static Map<String, String> with(String field, String value) {
        Map<String, String> body = new HashMap<>(GOOD);
        body.put(field, value);
        return body;
    }
}
