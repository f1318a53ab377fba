package io.commitstatus.bitbucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.testing.PublisherContexts;
import io.commitstatus.testing.ScriptedApi;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CloudLoginTest {
    private final Logger logger = Logger.getLogger(CloudLogin.class.getName());
    private final List<LogRecord> logged = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            logged.add(entry);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
    }

    @AfterEach
    void stopListening() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
    }

    @Test
    void anApiTokenGoesWithTheEmail() throws Exception {
        CloudLogin login = login("dev@example.com:ATATT-squeamish\n");

        assertThat(login.kind()).isEqualTo(CloudLogin.Kind.API_TOKEN);
        assertThat(login.authorization()).isEqualTo("Basic ZGV2QGV4YW1wbGUuY29tOkFUQVRULXNxdWVhbWlzaA==");
        assertThat(logged).isEmpty();
    }

    @Test
    void anAccessTokenGoesAlone() throws Exception {
        CloudLogin login = login(" ATCTT-squeamish ");

        assertThat(login.kind()).isEqualTo(CloudLogin.Kind.ACCESS_TOKEN);
        assertThat(login.authorization()).isEqualTo("Bearer ATCTT-squeamish");
        assertThat(logged).isEmpty();
    }

    @Test
    void anAccessTokenMayStandAsGitTakesIt() throws Exception {
        CloudLogin login = login("x-token-auth:ATCTT-squeamish");

        assertThat(login.kind()).isEqualTo(CloudLogin.Kind.ACCESS_TOKEN);
        assertThat(login.authorization()).isEqualTo("Bearer ATCTT-squeamish");
        assertThat(logged).isEmpty();
    }

    @Test
    void aPasswordMayHaveColons() throws Exception {
        assertThat(login("u:p:q").authorization()).isEqualTo("Basic dTpwOnE=");
    }

    @Test
    void anAppPasswordIsStillSentWithAWarning() throws Exception {
        CloudLogin login = login("developer:squeamish");

        assertThat(login.authorization()).isEqualTo("Basic ZGV2ZWxvcGVyOnNxdWVhbWlzaA==");
        assertThat(logged).singleElement().satisfies(it -> {
            assertThat(it.getLevel()).isEqualTo(Level.WARNING);
            assertThat(it.getMessage())
                    .contains("2026-07-28", "email:api-token", "flux-system/token")
                    .doesNotContain("squeamish");
        });
    }

    @Test
    void aSecretWithoutTokenNamesTheKeyAndTheForms() {
        for (Map<String, String> values :
                List.of(Map.<String, String>of(), Map.of("token", " \n"), Map.of("username", "u", "password", "p"))) {
            assertThatThrownBy(() -> login(values))
                    .isInstanceOfSatisfying(
                            InvalidFieldException.class,
                            it -> assertThat(it.field()).isEqualTo("token"))
                    .hasMessageContaining("flux-system/token")
                    .hasMessageContaining("email:api-token");
        }
    }

    @Test
    void whatCannotBeSentIsRefusedWithoutShowingIt() {
        for (String value : List.of(
                "squeamish ossifrage",
                "a@b:squeamish\nossifrage",
                "squeamishé",
                ":squeamish",
                "squeamish:",
                "squeamish\u0000")) {
            assertThatThrownBy(() -> login(value))
                    .as(value)
                    .isInstanceOf(InvalidFieldException.class)
                    .hasMessageNotContaining("squeamish");
        }
    }

    @Test
    void itShowsItsKindAlone() {
        assertThat(login("dev@example.com:squeamish")).hasToString("API_TOKEN");
    }

    private static CloudLogin login(String token) {
        return login(Map.of("token", token));
    }

    private static CloudLogin login(Map<String, String> values) {
        return CloudLogin.of(
                URI.create("https://bitbucket.org"),
                PublisherContexts.over(
                        Cloud.provider("https://bitbucket.org/w/r"),
                        Cloud.secret(values),
                        new ScriptedApi(Clock.systemUTC()),
                        Clock.systemUTC()));
    }
}
