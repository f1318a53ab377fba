package io.commitstatus.bitbucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.conformance.vectors.TestVector;
import io.commitstatus.conformance.vectors.TestVectors;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.outbox.SameStatus;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.testing.ScriptedApi;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Flux's answers, where they are this module's to give. */
class VectorsTest {
    /** Which severities make a status is core's to say, which checks the same vectors. */
    private static final Map<String, CommitState> SEVERITIES =
            Map.of("info", CommitState.SUCCESS, "error", CommitState.FAILURE);

    private final TestVectors vectors = TestVectors.in(Path.of("..", "..", "shared", "vectors"), VectorsTest.class);

    @Test
    void theSameProvidersAreRefused() {
        int same = vectors.check("provider-construction-errors", VectorsTest::isBitbucket, vector -> {
            if (vector.fails()) {
                assertThatThrownBy(() -> post(vector, Cloud.SHA, secret(vector)))
                        .isInstanceOfAny(InvalidFieldException.class, IllegalArgumentException.class);
                return;
            }
            ApiRequest request = post(vector, Cloud.SHA, secret(vector));
            assertThat(request.uri().getRawAuthority()).isEqualTo(vector.text("expect", "host"));
            assertThat(request.headers().get("Authorization")).startsWith("Basic ");
        });
        assertThat(same).isEqualTo(7);
    }

    /** But for what is sent before the POST, which is nothing here, for the name, which is the key, and for the URL. */
    @Test
    void theSameStatusIsPosted() {
        int same = vectors.check("http-exchange", VectorsTest::isBitbucket, vector -> {
            if (vector.has("errorText", "input", "op")) {
                assertThat(refusal()).isEqualTo(vector.text("error"));
                return;
            }
            String target = vector.find("expect", "requests", "last", "url")
                    .or(() -> vector.find("expect", "requests", "last", "path"))
                    .orElseThrow()
                    .toString();
            String sha = target.replaceFirst(".*/commits?/([0-9a-f]{40})/.*", "$1");
            ApiRequest request = post(vector, sha, login(vector));
            assertThat(request.method()).isEqualTo(vector.text("expect", "requests", "last", "method"));
            assertThat(request.uri().toString()).endsWith(target);
            for (String field : List.of("key", "state")) {
                assertThat(((Map<?, ?>) request.json().orElseThrow()).get(field))
                        .isEqualTo(vector.text("expect", "requests", "last", "body", field));
            }
            Map<String, String> sent = new HashMap<>();
            request.headers().forEach((header, value) -> sent.put(header.toLowerCase(Locale.ROOT), value));
            for (String header : List.of("Authorization", "x-atlassian-token", "x-requested-with")) {
                vector.find("expect", "requests", "last", "headers", header)
                        .ifPresent(value ->
                                assertThat(sent).containsEntry(header.toLowerCase(Locale.ROOT), value.toString()));
            }
        });
        assertThat(same).isEqualTo(3);
    }

    @Test
    void theSameWordSaysWhatHappened() {
        int same = vectors.check("state-mapping", VectorsTest::isBitbucket, vector -> {
            Optional<CommitState> state = Optional.ofNullable(SEVERITIES.get(vector.text("input", "severity")));
            assertThat(state.map(States.CLOUD::word)).isEqualTo(vector.find("expect"));
            assertThat(state.map(States.SERVER::word)).isEqualTo(vector.find("expect"));
        });
        assertThat(same).isPositive();
    }

    @Test
    void theSameStatusesAreTheSame() {
        int same = vectors.check("dedupe", VectorsTest::isBitbucket, vector -> {
            CommitStatus wanted =
                    CommitStatus.success(Cloud.SHA, Cloud.KEY, vector.text("input", "new", "description"));
            Optional<CommitStatus> shown = vector.find("input", "existing")
                    .flatMap(it -> BuildStatus.read((Map<?, ?>) it, wanted, States.CLOUD));
            assertThat(shown.isPresent() && SameStatus.test(shown.get(), wanted))
                    .isEqualTo(vector.find("expect").orElseThrow());
        });
        assertThat(same).isEqualTo(3);
    }

    @Test
    void theSameAddressesLeadToTheSameBuilds() {
        int same = vectors.check("git-address", VectorsTest::isBitbucket, vector -> {
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

    /** What is said when the host does not take the token. */
    private static String refusal() throws Exception {
        ScriptedApi api = new ScriptedApi(Cloud.clock()).then(401, "{}");
        PublishResult result = Cloud.session(api, Cloud.clock()).publish(Cloud.status());
        return ((PublishResult.Rejected) result).reason();
    }

    private static boolean isBitbucket(TestVector vector) {
        return vector.find("input", "providerType")
                .or(() -> vector.find("input", "op"))
                .filter(it -> it.toString().startsWith("bitbucket"))
                .isPresent();
    }

    /** Posts a status as the vector has it, and gives the request. */
    private static ApiRequest post(TestVector vector, String sha, Map<String, String> secret) throws Exception {
        boolean failed = vector.has("error", "input", "event", "severity");
        String key = vector.text("input", "commitStatus");
        CommitStatus status =
                failed ? CommitStatus.failure(sha, key, "reason") : CommitStatus.success(sha, key, "reason");
        String address = vector.text("input", "address").replace("<server>", "https://git.example.com");
        ScriptedApi api = new ScriptedApi(Cloud.clock()).then(204, "");
        if (vector.has("bitbucket", "input", "providerType")) {
            Cloud.open(address, secret.getOrDefault("token", ""), api, Cloud.clock())
                    .publish(status);
        } else {
            Server.open(address, secret, api).publish(status);
        }
        return api.requests().get(0);
    }

    private static Map<String, String> secret(TestVector vector) {
        Map<String, String> secret = new HashMap<>();
        for (String key : List.of("token", "username", "password")) {
            vector.find("input", key).ifPresent(it -> secret.put(key, it.toString()));
        }
        return secret;
    }

    /** The vectors for the server name no credentials, but show what is sent. */
    private static Map<String, String> login(TestVector vector) {
        if (vector.find("input", "token").isPresent()) {
            return secret(vector);
        }
        return vector.text("expect", "requests", "last", "headers", "Authorization")
                        .startsWith("Bearer ")
                ? Map.of("token", "goodtoken")
                : Map.of("username", "hello", "password", "password");
    }
}
