package io.commitstatus.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.spi.PublisherContext;
import io.commitstatus.testing.PublisherContexts;
import io.commitstatus.testing.ScriptedApi;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoginTest {

    @Test
    void theTokenIsUsedElseThePassword() throws Exception {
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
    void whatCannotStandInAHeaderIsRefusedWithoutShowingIt() {
        for (String value : List.of("squeamish ossifrage", "squeamish\nossifrage", "squeamishé", "squeamish\u0000")) {
            assertThatThrownBy(() -> token(Map.of("password", value)))
                    .isInstanceOfSatisfying(
                            InvalidFieldException.class,
                            it -> assertThat(it.field()).isEqualTo("password"))
                    .hasMessageNotContaining("squeamish");
        }
    }

    private static String token(Map<String, String> values) throws Exception {
        PublisherContext context = PublisherContexts.over(
                GitHub.provider("https://github.com/o/r"),
                GitHub.secret(values),
                new ScriptedApi(GitHub.clock()),
                GitHub.clock());
        return Login.of(GitHubDestination.of(context.provider()), context).current();
    }
}
