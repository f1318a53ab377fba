package io.commitstatus.bitbucket;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.conformance.answers.Answers;
import io.commitstatus.conformance.answers.Cell;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.testing.PublisherContexts;
import io.commitstatus.testing.ScriptedApi;
import java.net.URI;
import java.util.Map;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a Secret. */
class LoginTest {
    private static final String CONSUMER = "clientId=id; clientSecret=squeamish";

    private final ScriptedApi api = new ScriptedApi(Cloud.clock());
    private final Logger logger = Logger.getLogger(CloudLogin.class.getName());
    private final StringBuilder logged = new StringBuilder();

    @BeforeEach
    void listen() {
        logger.setFilter(it -> {
            logged.append(", ").append(it.getLevel()).append(": ").append(it.getMessage());
            return false;
        });
    }

    @AfterEach
    void stopListening() {
        logger.setFilter(null);
    }

    /** The forms of a token, each with its kind; an app password with a warning. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
        token=dev@example.com:ATATT-squeamish\\n         | API_TOKEN Basic ZGV2QGV4YW1wbGUuY29tOkFUQVRULXNxdWVhbWlzaA==
        token= ATCTT-ossifrage\\s                        | ACCESS_TOKEN Bearer ATCTT-ossifrage
        token=x-token-auth:ATCTT-ossifrage              | ACCESS_TOKEN Bearer ATCTT-ossifrage
        token=access; clientId=id; clientSecret=secret  | ACCESS_TOKEN Bearer access
        token=u:p:q                                     | APP_PASSWORD Basic dTpwOnE=, WARNING: …
        token=developer:squeamish                       | APP_PASSWORD Basic ZGV2ZWxvcGVyOnNxdWVhbWlzaA==, WARNING: secret=flux-system/token app passwords ended on 2026-07-28; …"email:api-token"…
        -                                               | token: Secret flux-system/token has no "token"; add an API token as "email:api-token", or …
        token= \\n                                       | token: …flux-system/token…email:api-token…
        username=u; password=p                          | token: Secret flux-system/token has no "token"; add an API token as "email:api-token", or …
        clientSecret=squeamish                          | clientId: Secret flux-system/token has no "clientId"; …
        token=squeamish ossifrage                       | token: …
        token=a@b:squeamish\\nossifrage                  | token: …
        token=squeamishé                                | token: …
        token=:squeamish                                | token: …nothing before its colon…
        token=squeamish:                                | token: …nothing after its colon…
        token=squeamish\\0                               | token: …
        """)
    void theCloudTakesATokenInItsForms(String secret, String login) {
        Cell.expect(login, () -> {
            CloudLogin read = CloudLogin.of(
                    URI.create("https://bitbucket.org"),
                    PublisherContexts.over(
                            Cloud.provider("https://bitbucket.org/w/r"),
                            Cloud.secret(Cell.fields(secret)),
                            api,
                            Cloud.clock()));
            return read + " " + read.authorization() + logged;
        });
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
        token=BBDC-t\\n; username=u; password=p     | token: Bearer BBDC-t
        token= ; username=hello; password=password\\n | password: Basic aGVsbG86cGFzc3dvcmQ=
        username=u; password=pässwörd              | password: Basic dTpww6Rzc3fDtnJk
        -                                          | token: …flux-system/token…
        password=squeamish                         | token: …flux-system/token…
        username=u                                 | password: …flux-system/token…
        token=squeamish\\nossifrage                 | token: …flux-system/token…
        token=squeamishé                           | token: …flux-system/token…
        username=u:v; password=squeamish           | username: …flux-system/token…
        username=u; password=squeamish\\nossifrage  | password: …flux-system/token…
        """)
    void aDataCenterTakesATokenElseUserAndPassword(String secret, String login) {
        Cell.expect(login, () -> {
            PublisherSession session = Server.open(Server.ADDRESS, Cell.fields(secret), api.then(204, ""));
            session.publish(Cloud.status());
            return (session.usesPassword() ? "password: " : "token: ")
                    + api.requests().get(0).headers().get("Authorization");
        });
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
    void anOAuthConsumerIsExchangedForABearerToken() {
        Answers.add(api, "200 {\"access_token\":\"minted\",\"expires_in\":7200} then 201");

        Cell.expect("published", () -> cloud(CONSUMER).publish(Cloud.status()));
        assertThat(api.requests().get(0)).hasToString("POST https://bitbucket.org/site/oauth2/access_token");
        assertThat(api.requests().get(0).headers()).containsEntry("Authorization", "Basic aWQ6c3F1ZWFtaXNo");
        assertThat(api.requests().get(0).form()).contains(Map.of("grant_type", "client_credentials"));
        assertThat(api.requests().get(1).headers()).containsEntry("Authorization", "Bearer minted");
    }

    @Test
    void aRefusedConsumerSaysWhatToCheck() {
        api.then(400, "{\"error\":\"invalid_grant\",\"error_description\":\"no callback uri\"}");
        Cell.expect(
                "thrown rejected CREDENTIALS: …no callback uri…private consumer…",
                () -> cloud(CONSUMER).publish(Cloud.status()));
    }

    private PublisherSession cloud(String secret) {
        return Cloud.open("https://bitbucket.org/w/r", Cell.fields(secret), api, Cloud.clock());
    }
}
