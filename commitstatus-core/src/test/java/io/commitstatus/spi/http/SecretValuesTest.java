package io.commitstatus.spi.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Secret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretValuesTest {

    @Test
    void whiteSpaceAroundATokenIsDropped() {
        assertThat(SecretValues.token(secret(" squeamish-ossifrage\r\n"), "token"))
                .contains("squeamish-ossifrage");
    }

    @Test
    void whatIsEmptyIsNoToken() {
        assertThat(SecretValues.token(secret(" \n"), "token")).isEmpty();
        assertThat(SecretValues.token(secret("squeamish"), "password")).isEmpty();
    }

    @Test
    void whatAHeaderCannotCarryIsRefusedUnshown() {
        for (String value :
                List.of("squeamish\nossifrage", "squeamish ossifrage", "squeamish\u00e9", "squeamish\u0000")) {
            assertThatThrownBy(() -> SecretValues.token(secret(value), "token"))
                    .isInstanceOfSatisfying(
                            InvalidFieldException.class,
                            it -> assertThat(it.field()).isEqualTo("token"))
                    .hasMessageContaining("flux-system/git")
                    .hasMessageNotContaining("squeamish");
        }
    }

    @Test
    void whatStandsAroundATokenIsRefusedUnshown() {
        for (String value : List.of(
                "\"squeamish\"",
                "'squeamish'",
                "token=squeamish",
                "token:squeamish",
                "c3F1ZWFtaXNoLW9zc2lmcmFnZS1mcg==")) {
            assertThatThrownBy(() -> SecretValues.token(secret(value), "token"))
                    .isInstanceOf(InvalidFieldException.class)
                    .hasMessageEndingWith("; store the bare token")
                    .hasMessageNotContaining("squeamish")
                    .hasMessageNotContaining("c3F1");
        }
    }

    @Test
    void whatOnlyLooksEncodedIsTaken() {
        for (String value : List.of(
                "c3F1ZWFtaXNo",
                "0123456789abcdef0123456789abcdef01234567",
                "abcdefabcdefabcdefabcdefabcdefabcdefabcd",
                "ghp_0123456789abcdefghijklmnopqrstuvwxyz")) {
            assertThat(SecretValues.token(secret(value), "token")).contains(value);
        }
    }

    @Test
    void aPasswordMayHaveSpaces() {
        assertThat(SecretValues.text(secret("squeamish ossifrage"), "token")).contains("squeamish ossifrage");
    }

    @Test
    void aUserMayHaveNoName() {
        assertThat(SecretValues.basic("", "t")).isEqualTo("Basic OnQ=");
        assertThat(SecretValues.basic("j\u00f6", "t")).isEqualTo("Basic asO2OnQ=");
    }

    private static Secret secret(String token) {
        return Secret.of(NamespacedName.parse("flux-system/git"), Map.of("token", token));
    }
}
