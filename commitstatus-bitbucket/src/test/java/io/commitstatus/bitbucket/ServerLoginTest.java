package io.commitstatus.bitbucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.testing.ScriptedApi;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerLoginTest {

    @Test
    void anAccessTokenComesFirst() {
        assertThat(login(Map.of("token", "BBDC-t\n", "username", "u", "password", "p")))
                .isEqualTo("Bearer BBDC-t");
    }

    @Test
    void userAndPasswordAreTakenElse() {
        assertThat(login(Map.of("token", " ", "username", "hello", "password", "password\n")))
                .isEqualTo("Basic aGVsbG86cGFzc3dvcmQ=");
        assertThat(login(Map.of("username", "u", "password", "pässwörd"))).isEqualTo("Basic dTpww6Rzc3fDtnJk");
    }

    @Test
    void theUserMayStandInTheProvider() {
        ServerLogin login = ServerLogin.of(
                Cloud.secret(Map.of("password", "password")),
                Server.provider(Server.ADDRESS).toBuilder().username("hello").build());

        assertThat(login.authorization()).isEqualTo("Basic aGVsbG86cGFzc3dvcmQ=");
        assertThat(login).hasToString("a user's password");
    }

    @Test
    void aPasswordIsKnownForOne() {
        assertThat(usesPassword(Map.of("username", "u", "password", "p"))).isTrue();
        assertThat(usesPassword(Map.of("token", "t", "username", "u", "password", "p")))
                .isFalse();
    }

    private static boolean usesPassword(Map<String, String> values) {
        return Server.open(Server.ADDRESS, values, new ScriptedApi(Cloud.clock()))
                .usesPassword();
    }

    @Test
    void halfALoginNamesTheMissingKey() {
        assertRefused(Map.of(), "token");
        assertRefused(Map.of("password", "squeamish"), "token");
        assertRefused(Map.of("username", "u"), "password");
    }

    @Test
    void whatCannotBeSentIsRefusedWithoutShowingIt() {
        assertRefused(Map.of("token", "squeamish\nossifrage"), "token");
        assertRefused(Map.of("token", "squeamishé"), "token");
        assertRefused(Map.of("username", "u:v", "password", "squeamish"), "username");
        assertRefused(Map.of("username", "u", "password", "squeamish\nossifrage"), "password");
    }

    private static void assertRefused(Map<String, String> values, String field) {
        assertThatThrownBy(() -> login(values))
                .as(List.copyOf(values.keySet()).toString())
                .isInstanceOfSatisfying(
                        InvalidFieldException.class,
                        it -> assertThat(it.field()).isEqualTo(field))
                .hasMessageContaining("flux-system/token")
                .hasMessageNotContaining("squeamish");
    }

    private static String login(Map<String, String> values) {
        return ServerLogin.of(Cloud.secret(values), Server.provider(Server.ADDRESS))
                .authorization();
    }
}
