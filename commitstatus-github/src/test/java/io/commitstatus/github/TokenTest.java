package io.commitstatus.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.model.InvalidFieldException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TokenTest {

    @Test
    void theTokenIsUsedElseThePassword() {
        assertThat(token(Map.of("token", "t", "password", "p", "githubAppID", "1")))
                .isEqualTo("t");
        assertThat(token(Map.of("token", " \n", "password", "p"))).isEqualTo("p");
        assertThat(token(Map.of("username", "u", "password", "p\n"))).isEqualTo("p");
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
    void aGitHubAppIsRefusedByName() {
        assertThatThrownBy(() -> token(Map.of("githubAppID", "1", "githubAppPrivateKey", "squeamish")))
                .isInstanceOfSatisfying(
                        InvalidFieldException.class,
                        it -> assertThat(it.field()).isEqualTo("githubAppID"))
                .hasMessageContaining("not supported yet")
                .hasMessageNotContaining("squeamish");
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

    private static String token(Map<String, String> values) {
        return Token.of(GitHub.secret(values));
    }
}
