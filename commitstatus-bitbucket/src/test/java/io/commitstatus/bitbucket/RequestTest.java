package io.commitstatus.bitbucket;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.conformance.answers.Answers;
import io.commitstatus.conformance.answers.Cell;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.http.ApiRequest;
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

/** What a status is sent as, and what becomes of a Secret. */
class RequestTest {
    private final ScriptedApi api = new ScriptedApi(Cloud.clock());
    private final PublisherSession cloud = Cloud.session(api, Cloud.clock());
    private final PublisherSession server = Server.session(api);
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

    @Test
    void aStatusIsPostedAsTheCloudWantsIt() throws Exception {
        ApiRequest request = post(cloud, Cloud.status().toBuilder().ref("main").build());

        assertThat(request)
                .hasToString("POST https://api.bitbucket.org/2.0/repositories/my-team/my.repo/commit/" + Cloud.SHA
                        + "/statuses/build");
        assertThat(request.headers())
                .isEqualTo(Map.of(
                        "Authorization",
                        "Basic ZGV2QGV4YW1wbGUuY29tOnNxdWVhbWlzaC1vc3NpZnJhZ2U=",
                        "Accept",
                        "application/json"));
        assertThat(api.lastBody()).isEqualTo(Cloud.body("SUCCESSFUL", "refname", "main"));
    }

    @Test
    void aStatusIsPostedToTheRepositorysBuildsOnADataCenter() throws Exception {
        ApiRequest request = post(server, Cloud.status().toBuilder().ref("main").build());

        assertThat(request).hasToString("POST " + Server.BUILDS);
        assertThat(request.headers())
                .isEqualTo(Map.of(
                        "Authorization", "Bearer " + Cloud.TOKEN,
                        "Accept", "application/json",
                        "X-Atlassian-Token", "no-check",
                        "X-Requested-With", "XMLHttpRequest"));
        assertThat(api.lastBody()).isEqualTo(Cloud.body("SUCCESSFUL", "ref", "refs/heads/main", "parent", Cloud.KEY));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        PENDING  | INPROGRESS | INPROGRESS
        RUNNING  | INPROGRESS | INPROGRESS
        SUCCESS  | SUCCESSFUL | SUCCESSFUL
        FAILURE  | FAILED     | FAILED
        ERROR    | FAILED     | FAILED
        CANCELED | STOPPED    | CANCELLED
        """)
    void eachStateHasItsWord(CommitState state, String inCloud, String onServer) throws Exception {
        assertThat(field(cloud, Cloud.status(state), "state")).isEqualTo(inCloud);
        assertThat(field(server, Cloud.status(state), "state")).isEqualTo(onServer);
    }

    /** What a Data Center would refuse as too long is left out. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
        feature/x            | feature/x  | refs/heads/feature/x
        refs/heads/feature/x | feature/x  | refs/heads/feature/x
        refs/tags/v1.0       | v1.0       | refs/tags/v1.0
        *1013                | *1013      | refs/heads/*1013
        *1014                | *1014      | null
        none                 | null       | null
        """)
    void aRefIsWrittenInFullOnADataCenterAlone(String ref, String inCloud, String onServer) throws Exception {
        CommitStatus status = ref == null
                ? Cloud.status()
                : Cloud.status().toBuilder().ref(repeated(ref)).build();
        assertThat(field(cloud, status, "refname")).isEqualTo(repeated(inCloud));
        assertThat(field(server, status, "ref")).isEqualTo(repeated(onServer));
    }

    @Test
    void bracesInUuidsAndTargetUrlsAreEscaped() throws Exception {
        URI url = URI.create("https://ci.example.com/%7Bcommit.hash%7D");
        PublisherSession session =
                Cloud.open("https://bitbucket.org/{T}/{R}", Map.of("token", "t"), api, Cloud.clock());

        assertThat(post(session, Cloud.status().toBuilder().targetUrl(url).build())
                        .uri()
                        .getRawPath())
                .startsWith("/2.0/repositories/%7Bt%7D/%7Br%7D/commit/");
        assertThat(api.lastBody()).containsEntry("url", url.toString());
    }

    @Test
    void aPersonalRepositoryIsAProject() throws Exception {
        PublisherSession jane = Server.open("https://git.example.com/users/jane/repos/r", Map.of("token", "t"), api);
        assertThat(post(jane, Cloud.status()).uri())
                .hasPath("/rest/api/latest/projects/~jane/repos/r/commits/" + Cloud.SHA + "/builds")
                .hasHost("git.example.com");
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

        Cell.expect("published", () -> consumer().publish(Cloud.status()));
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
                () -> consumer().publish(Cloud.status()));
    }

    @Test
    void theTokenIsNotShown() {
        assertThat(cloud).hasToString("Bitbucket Cloud my-team/my.repo at api.bitbucket.org");
        assertThat(server).hasToString("Bitbucket prj/my-repo at git.example.com");
    }

    private static String repeated(String text) {
        return text.replace("*1013", "x".repeat(1013)).replace("*1014", "x".repeat(1014));
    }

    private String field(PublisherSession session, CommitStatus status, String name) throws Exception {
        post(session, status);
        assertThat(api.lastBody()).containsKey("key");
        return String.valueOf(api.lastBody().get(name));
    }

    private ApiRequest post(PublisherSession session, CommitStatus status) throws Exception {
        api.then(200, "");
        assertThat(session.publish(status)).isEqualTo(PublishResult.published());
        return api.requests().get(api.requests().size() - 1);
    }

    private PublisherSession consumer() {
        Map<String, String> secret = Cell.fields("clientId=id; clientSecret=squeamish");
        return Cloud.open("https://bitbucket.org/w/r", secret, api, Cloud.clock());
    }
}
