package io.commitstatus.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class MarkedSecretTest {
    private final MarkedSecret mark = MarkedSecret.of("token");

    @Test
    void itIsFoundPlainAndPercentEncoded() {
        assertThat(mark.findIn("a token: " + mark.value() + ".")).isPresent();
        assertThat(mark.findIn("?t=" + URLEncoder.encode(mark.value(), StandardCharsets.UTF_8)))
                .isPresent();
    }

    @Test
    void itIsFoundInBase64WhateverStandsAroundIt() {
        for (String before : new String[] {"", ":", "me:", "you:", "them:"}) {
            for (String after : new String[] {"", "!", "!!", "\n..."}) {
                byte[] bytes = (before + mark.value() + after).getBytes(StandardCharsets.UTF_8);
                assertThat(mark.findIn("Basic " + Base64.getEncoder().encodeToString(bytes)))
                        .as("between \"%s\" and \"%s\"", before, after)
                        .isPresent();
                assertThat(mark.findIn(Base64.getUrlEncoder().encodeToString(bytes)))
                        .isPresent();
            }
        }
    }

    @Test
    void itIsNotFoundWhereItIsNot() {
        String other = MarkedSecret.of("another").value();
        assertThat(mark.findIn(other + Base64.getEncoder().encodeToString(other.getBytes(StandardCharsets.UTF_8))))
                .isEmpty();
        assertThatCode(() -> mark.assertNotIn("HTTP 401: Bad credentials")).doesNotThrowAnyException();
    }

    @Test
    void theFailureDoesNotShowIt() {
        assertThatThrownBy(() -> mark.assertNotIn("x " + mark.value() + " y"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("x <the secret token> y")
                .message()
                .doesNotContain(mark.value());
        assertThat(mark.toString()).doesNotContain(mark.value());
    }
}
