package io.commitstatus.testing.bitbucket;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.testing.ManualClock;
import io.commitstatus.testing.forge.Call;
import io.commitstatus.testing.forge.ShownStatus;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StandInBitbucketTest {
    private static final String SHA = "a".repeat(40);
    private static final Map<String, String> GOOD =
            Map.of("key", "k", "state", "SUCCESSFUL", "url", "https://ci.test/1", "name", "n", "refname", "main");

    private final ManualClock clock = new ManualClock(Instant.parse("2026-05-01T12:00:00Z"));
    private final StandInBitbucket bitbucket = StandInBitbucket.start(clock);

    @AfterEach
    void stop() {
        bitbucket.close();
    }

    @Test
    void aKeyIsOverwrittenByItsCreatorOrAnAdministratorOnly() throws Exception {
        assertThat(post(GOOD).statusCode()).isEqualTo(201);
        assertThat(post(with("state", "FAILED")).statusCode()).isEqualTo(201);
        String other = basic("other@example.com:token");
        assertThat(Call.post(uri("t/r"), other, GOOD).statusCode()).isEqualTo(403);
        assertThat(bitbucket.statuses("t/r", SHA))
                .extracting(ShownStatus::state)
                .containsExactly("FAILED");

        bitbucket.administrator("other@example.com");
        assertThat(Call.post(uri("t/r"), other, GOOD).statusCode()).isEqualTo(201);
        assertThat(bitbucket.name("t/r", SHA, "k")).contains("n");
        assertThat(bitbucket.refname("t/r", SHA, "k")).contains("main");
    }

    @Test
    void whatBitbucketRefusesIsRefusedInItsWords() throws Exception {
        assertThat(post(with("key", "x".repeat(48))).body())
                .contains("key: Ensure this value has at most 40 characters (it has 48).");
        assertThat(post(with("state", "CANCELLED")).statusCode()).isEqualTo(400);
        assertThat(post(with("url", "/relative")).body()).contains("\"url\":[\"Enter a valid URL.\"]");
        assertThat(post(with("url", "")).statusCode()).isEqualTo(400);
        assertThat(post(with("name", "x".repeat(256))).statusCode()).isEqualTo(400);
        assertThat(post(with("url", "https://ci.test/" + "x".repeat(450))).statusCode())
                .isEqualTo(400);
    }

    @Test
    void templatesInUrlsAreFilledInWhenTheyAreShown() throws Exception {
        post(with("url", "https://ci.test/{repository.full_name}/{commit.hash}/{odd}/%7Bcommit.hash%7D"));

        assertThat(bitbucket.shown("t/r", SHA, "k").orElseThrow().targetUrl())
                .contains("https://ci.test/t/r/" + SHA + "//%7Bcommit.hash%7D");
    }

    @Test
    void appPasswordsHaveEnded() throws Exception {
        assertThat(Call.post(uri("t/r"), basic("developer:password"), GOOD).statusCode())
                .isEqualTo(401);
        assertThat(Call.post(uri("t/r"), basic("dev@example.com:token"), GOOD).statusCode())
                .isEqualTo(201);
        bitbucket.revoke("t0ken");
        assertThat(post(GOOD).statusCode()).isEqualTo(401);
    }

    @Test
    void repositoriesAreFoundInLowerCaseAndByAlias() throws Exception {
        bitbucket.onlyRepositories("t/r");
        bitbucket.alias("{1}/{2}", "t/r");
        assertThat(Call.post(uri("T/R"), GOOD).statusCode()).isEqualTo(404);
        assertThat(Call.post(uri("t/other"), GOOD).statusCode()).isEqualTo(404);
        assertThat(Call.post(uri("%7B1%7D/%7B2%7D"), GOOD).statusCode()).isEqualTo(201);
        assertThat(Call.get(URI.create(uri("t/r") + "/k")).statusCode()).isEqualTo(200);
        assertThat(Call.get(URI.create(uri("t/r") + "/other")).statusCode()).isEqualTo(404);

        bitbucket.commitVisible(SHA, false);
        assertThat(post(GOOD).body()).contains("Commit not found");
        bitbucket.forbid("t/r");
        assertThat(post(GOOD).statusCode()).isEqualTo(403);
    }

    @Test
    void theLimitIsARollingHourAndNamesNoEnd() throws Exception {
        bitbucket.rateLimit(2);
        assertThat(post(GOOD).headers().firstValue("X-RateLimit-NearLimit")).contains("false");
        clock.advance(Duration.ofMinutes(30));
        assertThat(post(GOOD).headers().firstValue("X-RateLimit-NearLimit")).contains("true");
        HttpResponse<String> refused = post(GOOD);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).isEmpty();

        clock.advance(Duration.ofMinutes(30));
        assertThat(post(GOOD).statusCode()).isEqualTo(201);
        assertThat(post(GOOD).statusCode()).isEqualTo(429);
    }

    @Test
    void theListComesInPages() throws Exception {
        for (String key : new String[] {"a", "b", "c"}) {
            post(with("key", key));
        }
        String list = uri("t/r").toString().replace("/build", "?pagelen=2&page=");
        assertThat(Call.get(URI.create(list + 1)).body()).contains("\"key\":\"c\"", "\"next\":");
        assertThat(Call.get(URI.create(list + 2)).body())
                .contains("\"key\":\"a\"")
                .doesNotContain("\"next\":");
    }

    private HttpResponse<String> post(Map<String, ?> body) throws Exception {
        return Call.post(uri("t/r"), body);
    }

    private URI uri(String repository) {
        return URI.create(bitbucket.apiUrl() + "/repositories/" + repository + "/commit/" + SHA + "/statuses/build");
    }

    private static Map<String, String> with(String field, String value) {
        Map<String, String> body = new HashMap<>(GOOD);
        body.put(field, value);
        return body;
    }

    private static String basic(String login) {
        return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }
}
