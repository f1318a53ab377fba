package io.commitstatus.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.model.Rejection;
import io.commitstatus.spi.http.ApiResponse;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PublishResultTest {

    @Test
    void aWaitThatAVendorAsksForIsNeverLessThanASecond() {
        Duration second = Duration.ofSeconds(1);
        for (Duration asked : new Duration[] {Duration.ZERO, Duration.ofMillis(999), Duration.ofSeconds(-5)}) {
            assertThat(PublishResult.retryAfter("later", asked).after()).contains(second);
            assertThat(PublishResult.published().andPause(asked).pause()).contains(second);
            assertThat(PublishResult.unchanged().andPause(asked).pause()).contains(second);
        }
        assertThat(PublishResult.retryAfter("later", Duration.ofMillis(1001)).after())
                .contains(Duration.ofMillis(1001));
    }

    @Test
    void anAnswerMeansWhatItsStatusMeans() {
        assertThat(of(204)).isEqualTo(PublishResult.published());
        assertThat(of(401)).isEqualTo(PublishResult.rejected(Rejection.CREDENTIALS, "HTTP 401"));
        assertThat(of(403)).isEqualTo(PublishResult.rejected(Rejection.FORBIDDEN, "HTTP 403"));
        assertThat(of(404)).isEqualTo(PublishResult.rejected(Rejection.NOT_FOUND, "HTTP 404"));
        assertThat(of(422)).isEqualTo(PublishResult.rejected(Rejection.INVALID, "HTTP 422"));
        assertThat(of(429)).isEqualTo(PublishResult.rateLimited("HTTP 429", Duration.ofSeconds(7)));
        assertThat(of(503)).isEqualTo(PublishResult.retryAfter("HTTP 503", Duration.ofSeconds(7)));
    }

    private static PublishResult of(int status) {
        URI uri = URI.create("https://git.example.com");
        Map<String, List<String>> headers = Map.of("Retry-After", List.of("7"));
        return PublishResult.of(new ApiResponse(status, uri, headers, new byte[0], Instant.EPOCH));
    }

    @Test
    void onlyAGoodAnswerLetsAQuestionGoOn() {
        assertThatCode(() ->
                        PublishResult.published().andPause(Duration.ofDays(1)).orThrow())
                .doesNotThrowAnyException();
        PublishResult refused = PublishResult.retry("HTTP 503");
        assertThatThrownBy(refused::orThrow)
                .isInstanceOfSatisfying(
                        PublishFailedException.class,
                        it -> assertThat(it.result()).isSameAs(refused));
    }
}
