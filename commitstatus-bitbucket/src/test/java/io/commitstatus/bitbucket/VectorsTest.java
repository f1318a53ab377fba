package io.commitstatus.bitbucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.conformance.answers.Cell;
import io.commitstatus.conformance.vectors.OpenApiCheck;
import io.commitstatus.conformance.vectors.TestVector;
import io.commitstatus.conformance.vectors.VectorsContract;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.testing.ScriptedApi;
import io.commitstatus.testing.forge.ForgeResponse;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class VectorsTest extends VectorsContract {
    private static final String CLOUD = "https://bitbucket.org/my-team/my.repo";

    VectorsTest() {
        super(
                CLOUD,
                List.of("bitbucket", "bitbucketserver"),
                Map.of("provider-construction-errors", 7, "http-exchange", 3, "state-mapping", 5, "dedupe", 3));
    }

    @Override
    protected PublisherSession open(String address, Map<String, String> secret, ScriptedApi api) {
        return address.contains("/scm/")
                ? Server.open(address, secret, api)
                : Cloud.open(address, secret, api, Cloud.clock());
    }

    /** The vectors of what is sent to the server name no credentials, but show what is sent. */
    @Override
    protected Map<String, String> secret(TestVector vector) {
        return vector.sent("headers", "Authorization")
                .filter(it -> vector.isOf("bitbucketserver"))
                .map(it ->
                        it.toString().startsWith("Bearer ") ? "token=goodtoken" : "username=hello; password=password")
                .map(Cell::fields)
                .orElseGet(vector::secret);
    }

    @Override
    protected void assertTaken(TestVector vector, ApiRequest request) {
        assertThat(request.uri().getRawAuthority()).isEqualTo(vector.text("expect", "host"));
        assertThat(request.headers().get("Authorization")).startsWith("Basic ");
    }

    /** The name is the key, which a Data Center has as the parent, too; the URL and the description are what they are. */
    @Override
    protected Set<String> otherMembers() {
        return Set.of("name", "parent", "url", "description");
    }

    /** A Data Center has the same words for what Flux sends. */
    @Override
    protected String word(CommitState state) {
        assertThat(States.SERVER.word(state)).isEqualTo(States.CLOUD.word(state));
        return States.CLOUD.word(state);
    }

    @Override
    protected CommitStatus.Builder wanted(TestVector vector, CommitState state) {
        return CommitStatus.builder(Cloud.SHA, Cloud.KEY, state);
    }

    @Override
    protected ForgeResponse existing(TestVector vector) {
        return vector.find("input", "existing")
                .map(it -> ForgeResponse.json(200, it))
                .orElseGet(() -> ForgeResponse.json(404, Map.of()));
    }

    @Test
    void theSameAddressesLeadToTheSameBuilds() {
        int same = vectors.check("git-address", it -> it.has("bitbucketserverBuildsUrl", "input", "op"), vector -> {
            String address = vector.text("input", "address");
            if (vector.fails()) {
                assertThatThrownBy(() -> Server.destination(address)).isInstanceOf(InvalidFieldException.class);
                return;
            }
            ScriptedApi api = new ScriptedApi(Cloud.clock()).then(204, "");
            CommitStatus status = CommitStatus.success(vector.text("input", "commit"), "key", "");
            Server.open(address, Map.of("token", "t"), api).publish(status);
            assertThat(api.requests().get(0).uri()).hasToString(vector.text("expect"));
        });
        assertThat(same).isEqualTo(5);
    }

    @Test
    void theSameKeyIsHashedToTheSameKey() {
        int same = vectors.check("name-description", it -> it.has("sha1Hex", "input", "op"), vector -> {
            CommitStatus status = CommitStatus.success(Cloud.SHA, vector.text("input", "text"), "");
            assertThat(Keys.of(status)).isEqualTo(vector.text("expect"));
        });
        assertThat(same).isPositive();
    }

    /** But for "type", which the real service does not want. */
    @TestFactory
    Stream<DynamicTest> requestsAreDescribed() {
        return Stream.of(
                described(
                        "bitbucket.json",
                        "https://api.bitbucket.org/2.0",
                        CLOUD,
                        "201 then 404",
                        "the body lacks type"),
                described("bitbucket-dc.json", Server.API, Server.ADDRESS, "204 then 200 {\"state\":\"FAILED\"}"));
    }

    @Test
    void requestsToAnOldServerAreDescribed() throws Exception {
        ScriptedApi api =
                new ScriptedApi(Cloud.clock()).then(404, Server.NO_ENDPOINT).then(200, "{\"version\":\"7.3.0\"}");
        assertThat(OpenApiCheck.of("bitbucket-dc.json", URI.create(Server.API))
                        .problems(Server.session(api), api, "204 then 200 {\"values\":[]}"))
                .containsExactly("GET /api/1.0/application-properties is not described");
    }
}
