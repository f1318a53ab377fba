package io.commitstatus.bitbucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.conformance.answers.Cell;
import io.commitstatus.conformance.vectors.TestVector;
import io.commitstatus.conformance.vectors.TestVectors;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.outbox.SameStatus;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.testing.ScriptedApi;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Flux's answers, where they are this module's to give. */
class VectorsTest {
    private final TestVectors vectors = TestVectors.of(VectorsTest.class);

    @Test
    void theSameProvidersAreRefused() {
        int same = vectors.check("provider-construction-errors", VectorsTest::isBitbucket, vector -> {
            if (vector.fails()) {
                assertThatThrownBy(() -> post(vector, Cloud.SHA, vector.secret()))
                        .isInstanceOfAny(InvalidFieldException.class, IllegalArgumentException.class);
                return;
            }
            ApiRequest request = post(vector, Cloud.SHA, vector.secret());
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
                ScriptedApi api = new ScriptedApi(Cloud.clock()).then(401, "{}");
                String refusal = Cell.of(() -> Cloud.session(api, Cloud.clock()).publish(Cloud.status()));
                assertThat(refusal.replace("rejected CREDENTIALS: ", "")).isEqualTo(vector.text("error"));
                return;
            }
            String target = vector.sent("url")
                    .or(() -> vector.sent("path"))
                    .orElseThrow()
                    .toString();
            ApiRequest request =
                    post(vector, target.replaceFirst(".*/commits?/([0-9a-f]{40})/.*", "$1"), login(vector));
            assertThat(request.method()).isEqualTo(vector.sent("method").orElseThrow());
            assertThat(request.uri().toString()).endsWith(target);
            for (String field : List.of("key", "state")) {
                assertThat(((Map<?, ?>) request.json().orElseThrow()).get(field))
                        .isEqualTo(vector.sent("body", field).orElseThrow());
            }
            Map<String, String> sent = request.headers().entrySet().stream()
                    .collect(Collectors.toMap(it -> it.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue));
            for (String header : List.of("Authorization", "x-atlassian-token", "x-requested-with")) {
                vector.sent("headers", header)
                        .ifPresent(
                                it -> assertThat(sent).containsEntry(header.toLowerCase(Locale.ROOT), it.toString()));
            }
        });
        assertThat(same).isEqualTo(3);
    }

    /** Which severities make a status is core's to say, which checks the same vectors. */
    @Test
    void theSameWordSaysWhatHappened() {
        Map<String, CommitState> severities = Map.of("info", CommitState.SUCCESS, "error", CommitState.FAILURE);
        int same = vectors.check("state-mapping", VectorsTest::isBitbucket, vector -> {
            Optional<CommitState> state = Optional.ofNullable(severities.get(vector.text("input", "severity")));
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

    private static boolean isBitbucket(TestVector vector) {
        return vector.find("input", "providerType")
                .or(() -> vector.find("input", "op"))
                .filter(it -> it.toString().startsWith("bitbucket"))
                .isPresent();
    }

    /** Posts a status as the vector has it, and gives the request. */
    private static ApiRequest post(TestVector vector, String sha, Map<String, String> secret) throws Exception {
        boolean failed = vector.has("error", "input", "event", "severity");
        CommitState state = failed ? CommitState.FAILURE : CommitState.SUCCESS;
        String address = vector.text("input", "address").replace("<server>", "https://git.example.com");
        ScriptedApi api = new ScriptedApi(Cloud.clock()).then(204, "");
        PublisherSession session = vector.isOf("bitbucket")
                ? Cloud.open(address, secret, api, Cloud.clock())
                : Server.open(address, secret, api);
        session.publish(CommitStatus.builder(sha, vector.text("input", "commitStatus"), state)
                .build());
        return api.requests().get(0);
    }

    /** The vectors for the server name no credentials, but show what is sent. */
    private static Map<String, String> login(TestVector vector) {
        if (vector.find("input", "token").isPresent()) {
            return vector.secret();
        }
        boolean bearer =
                vector.sent("headers", "Authorization").orElseThrow().toString().startsWith("Bearer ");
        return Cell.fields(bearer ? "token=goodtoken" : "username=hello; password=password");
    }
}
