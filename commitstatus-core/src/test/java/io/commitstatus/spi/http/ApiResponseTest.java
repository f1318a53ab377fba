package io.commitstatus.spi.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApiResponseTest {
    private final ApiResponse answer =
            new ApiResponse(422, URI.create("https://git.example.com/api"), Map.of(), new byte[0], Instant.EPOCH);

    @Test
    void theReasonIsTheStatusAndTheMessageOnOneShortLine() {
        assertThat(answer.reason("")).isEqualTo("HTTP 422");
        assertThat(answer.reason(" \n")).isEqualTo("HTTP 422");
        assertThat(answer.reason(" Validation\r\n\tFailed\u0000 ")).isEqualTo("HTTP 422: Validation Failed");
        assertThat(answer.reason("a\u009b\u0085b\u202e")).isEqualTo("HTTP 422: a b");
        String cut = answer.reason("\ud83d\ude80".repeat(10_000));
        assertThat(cut).endsWith("\ud83d\ude80…");
        assertThat(cut.codePointCount(0, cut.length())).isEqualTo("HTTP 422: ".length() + 301);
    }

    @Test
    void aSecretIsBlankedBeforeTheReasonIsCutAndPutOnOneLine() {
        ApiResponse redacted = answer.redactedBy(it -> it.replace("pass\tword-0123456789", "*****"));

        assertThat(redacted.reason("x".repeat(290) + "pass\tword-0123456789")).endsWith("xxx*****");
    }
}
