package io.commitstatus.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
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
