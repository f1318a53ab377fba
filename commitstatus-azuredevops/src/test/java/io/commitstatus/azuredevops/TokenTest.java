package io.commitstatus.azuredevops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.model.InvalidFieldException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TokenTest {

    @Test
    void aPersonalAccessTokenIsThePasswordOfNobody() {
        String token = "6qdfp3xkz7squeamishAZDO4pUv";
        String expected = Base64.getEncoder().encodeToString((":" + token).getBytes(StandardCharsets.UTF_8));

        assertThat(authorization(token)).isEqualTo("Basic " + expected);
        assertThat(authorization(" " + token + "\n")).isEqualTo("Basic " + expected);
        assertThat(authorization("eyJustLooksLikeOne")).startsWith("Basic ");
        assertThat(authorization("not.a.jwt")).startsWith("Basic ");
    }

    @Test
    void whatEntraAndPipelinesIssueIsABearerToken() {
        String jwt = "eyJ0eXAiOiJKV1QifQ.eyJzdWIiOiJib3QifQ.c2lnbmF0dXJl-_";

        assertThat(authorization(jwt + "\n")).isEqualTo("Bearer " + jwt);
    }

    @Test
    void aSecretWithoutATokenNamesTheKey() {
        for (Map<String, String> values :
                List.of(Map.<String, String>of(), Map.of("token", " "), Map.of("username", "u", "password", "p"))) {
            assertThatThrownBy(() -> Token.of(AzureDevOps.secret(values)))
                    .isInstanceOfSatisfying(
                            InvalidFieldException.class,
                            it -> assertThat(it.field()).isEqualTo("token"))
                    .hasMessageContaining("flux-system/token");
        }
    }

    @Test
    void whatCannotStandInAHeaderIsRefusedWithoutShowingIt() {
        for (String value : List.of("squeamish ossifrage", "squeamish\nossifrage", "squeamishé", "squeamish\u0000")) {
            assertThatThrownBy(() -> authorization(value))
                    .isInstanceOf(InvalidFieldException.class)
                    .hasMessageNotContaining("squeamish");
        }
    }

    private static String authorization(String token) {
        return Token.of(AzureDevOps.secret(Map.of("token", token)));
    }
}
