package io.commitstatus.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.spi.PageAnswerException;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.spi.http.ApiResponse;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScriptedApiTest {
    private static final URI ROOT = URI.create("https://git.example.com/api");

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-31T12:00:00Z"));
    private final ScriptedApi api = new ScriptedApi(clock);

    @Test
    void answersComeInTheirOrder() throws Exception {
        api.then(201, "{\"id\":1}", "Retry-After", "7").then(404, "gone", "content-type", "text/plain");

        ApiResponse first = api.send(ApiRequest.get(ROOT, "a").build());
        assertThat(first.status()).isEqualTo(201);
        assertThat(first.object()).containsEntry("id", 1);
        assertThat(first.header("Content-Type")).contains("application/json; charset=utf-8");
        assertThat(first.retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(first.until(clock.instant().plusSeconds(5))).isEqualTo(Duration.ofSeconds(5));
        assertThat(api.send(ApiRequest.get(ROOT, "b").build()).header("Content-Type"))
                .contains("text/plain");
    }

    @Test
    void requestsAreKept() throws Exception {
        api.then(200, "").then(200, "");
        api.send(ApiRequest.post(ROOT, "a").json(Map.of("n", 1)).build());
        api.send(ApiRequest.post(ROOT, "b").json(Map.of("n", 2)).build());

        assertThat(api.requests()).extracting(it -> it.uri().getPath()).containsExactly("/api/a", "/api/b");
        assertThat(api.body(0)).isEqualTo(Map.of("n", 1));
        assertThat(api.lastBody()).isEqualTo(Map.of("n", 2));
    }

    @Test
    void aPageIsNoAnswerAsFromTheRealClient() {
        api.then(200, "<html>Sign in</html>");

        assertThatThrownBy(() -> api.send(ApiRequest.get(ROOT, "a").build())).isInstanceOf(PageAnswerException.class);
    }

    @Test
    void aRequestTooManyFails() {
        ApiRequest request = ApiRequest.get(ROOT, "a").build();

        assertThatThrownBy(() -> api.send(request))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("https://git.example.com/api/a");
    }
}
