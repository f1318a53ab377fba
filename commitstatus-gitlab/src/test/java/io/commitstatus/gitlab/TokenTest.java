package io.commitstatus.gitlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.model.InvalidFieldException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TokenTest {
    private static final String OAUTH = "0123456789abcdef".repeat(4);

    @Test
    void theTokenIsUsedElseThePassword() {
        assertThat(token(Map.of("token", "t", "password", "p")).value()).isEqualTo("t");
        assertThat(token(Map.of("token", " \n", "password", "p")).value()).isEqualTo("p");
        assertThat(token(Map.of("username", "u", "password", "p\n")).value()).isEqualTo("p");
    }

    @Test
    void anAccessTokenGoesIntoPrivateToken() {
        for (String value : List.of(
                "glpat-x1Y2z3",
                "glpat-a1b2c3.01.0w1abcdef",
                "company-prefix-x1Y2z3",
                "x1Y2z3x1Y2z3x1Y2z3x1",
                OAUTH.substring(1),
                OAUTH + "0")) {
            assertThat(token(Map.of("token", value))).isEqualTo(new Token("PRIVATE-TOKEN", value));
        }
    }

    @Test
    void anOAuthTokenIsABearer() {
        assertThat(token(Map.of("token", OAUTH + "\n"))).isEqualTo(new Token("Authorization", "Bearer " + OAUTH));
        assertThat(token(Map.of("username", "oauth2", "password", OAUTH)).header())
                .isEqualTo("Authorization");
    }

    @Test
    void tokensThatCannotPostAreRefusedByName() {
        assertThatThrownBy(() -> token(Map.of("token", "glcbt-64_squeamish")))
                .isInstanceOfSatisfying(
                        InvalidFieldException.class,
                        it -> assertThat(it.field()).isEqualTo("token"))
                .hasMessageContaining("CI job token")
                .hasMessageNotContaining("squeamish");
        assertThatThrownBy(() -> token(Map.of("password", "gldt-squeamish")))
                .isInstanceOfSatisfying(
                        InvalidFieldException.class,
                        it -> assertThat(it.field()).isEqualTo("password"))
                .hasMessageContaining("deploy token")
                .hasMessageNotContaining("squeamish");
    }

    /** It works once and gives the next: a library that stores no credentials would lose it. */
    @Test
    void aRefreshTokenIsRefusedUnlessAnAccessTokenIsThere() {
        for (Map<String, String> values : List.of(
                Map.of("refreshToken", "squeamish"),
                Map.of("refresh_token", "squeamish", "token", OAUTH),
                Map.of("refresh-token", "squeamish", "password", OAUTH))) {
            assertThatThrownBy(() -> token(values))
                    .isInstanceOfSatisfying(
                            InvalidFieldException.class,
                            it -> assertThat(it.field()).startsWith("refresh"))
                    .hasMessageContaining("works once")
                    .hasMessageContaining("project or group access token")
                    .hasMessageNotContaining("squeamish");
        }
        assertThat(token(Map.of("refreshToken", "squeamish", "token", "glpat-x"))
                        .value())
                .isEqualTo("glpat-x");
    }

    @Test
    void aSecretWithoutAnyNamesTheKey() {
        assertThatThrownBy(() -> token(Map.of()))
                .isInstanceOfSatisfying(
                        InvalidFieldException.class,
                        it -> assertThat(it.field()).isEqualTo("token"))
                .hasMessageContaining("flux-system/token");
    }

    @Test
    void whatCannotStandInAHeaderIsRefusedWithoutShowingIt() {
        for (String value : List.of("squeamish ossifrage", "squeamish\nossifrage", "squeamishé", "squeamish\u0000")) {
            assertThatThrownBy(() -> token(Map.of("password", value)))
                    .isInstanceOfSatisfying(
                            InvalidFieldException.class,
                            it -> assertThat(it.field()).isEqualTo("password"))
                    .hasMessageNotContaining("squeamish");
        }
    }

    @Test
    void theTokenIsNotShown() {
        assertThat(token(Map.of("token", "squeamish")).toString()).isEqualTo("PRIVATE-TOKEN: ***");
    }

    private static Token token(Map<String, String> values) {
        return Token.of(GitLab.secret(values));
    }
}
