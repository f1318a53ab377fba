package io.commitstatus.conformance.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.conformance.answers.Cell;
import io.commitstatus.conformance.answers.Samples;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.outbox.SameStatus;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.testing.ScriptedApi;
import io.commitstatus.testing.forge.ForgeResponse;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;

/** Flux's answers, where they are a vendor's to give, as tests; a vendor extends it and says what is its own. */
public abstract class VectorsContract {
    /** Which severities make a status is core's to say, which checks the same vectors. */
    private static final Map<String, CommitState> SEVERITIES =
            Map.of("info", CommitState.SUCCESS, "error", CommitState.FAILURE);
    /** The client's name and the media types are this library's own. */
    private static final Set<String> OTHER_HEADERS = Set.of("Accept", "Content-Type", "User-Agent");

    private final String address;
    private final List<String> types;
    private final Map<String, Integer> same;
    /** For vectors that only one vendor has. */
    protected final TestVectors vectors = TestVectors.of(getClass());

    /** Takes any repository's address and, by file, how many vectors of these types are the same; the others are differences. */
    protected VectorsContract(String address, List<String> types, Map<String, Integer> same) {
        this.address = address;
        this.types = types;
        this.same = same;
    }

    /** Opens a session. */
    protected abstract PublisherSession open(String address, Map<String, String> secret, ScriptedApi api);

    /** Asserts that a status of a Provider that Flux takes goes to where, and with what, Flux says. */
    protected abstract void assertTaken(TestVector vector, ApiRequest request);

    /** {@return the vendor's word for a state} */
    protected abstract String word(CommitState state);

    /** {@return a vector's new status, without its description} */
    protected abstract CommitStatus.Builder wanted(TestVector vector, CommitState state);

    /** {@return how the vendor shows the statuses that exist in a vector} */
    protected abstract ForgeResponse existing(TestVector vector);

    /** {@return the Secret of a vector; default: what it says} */
    protected Map<String, String> secret(TestVector vector) {
        return vector.secret();
    }

    /** {@return the URL that is posted to where Flux posts to this one; default: the same} */
    protected String url(String flux) {
        return flux;
    }

    /** {@return the members of a body that differ from Flux's; default: none} */
    protected Set<String> otherMembers() {
        return Set.of();
    }

    @Test
    void theSameProvidersAreRefused() {
        check("provider-construction-errors", vector -> {
            if (!vector.fails()) {
                assertTaken(vector, post(vector));
                return;
            }
            boolean blankKey = vector.has("", "input", "commitStatus");
            assertThatThrownBy(() -> post(vector))
                    .isInstanceOf(blankKey ? IllegalArgumentException.class : InvalidFieldException.class);
        });
    }

    /** But for what is sent before the POST, which is nothing here. */
    @Test
    void theSameStatusIsPosted() {
        check("http-exchange", vector -> {
            if (vector.has("errorText", "input", "op")) {
                String refusal = Cell.of(() -> session(ForgeResponse.empty(401)).publish(Samples.status()));
                assertThat(refusal.replace("rejected CREDENTIALS: ", "")).isEqualTo(vector.text("error"));
                return;
            }
            ApiRequest request = post(vector);
            assertThat(request.method()).isEqualTo(vector.sent("method").orElseThrow());
            URI expected = request.uri().resolve(url(target(vector).orElseThrow()));
            assertThat(request.uri()).hasToString(expected.toString());
            vector.sent("body")
                    .ifPresent(it ->
                            assertThat(members(request.json().orElseThrow())).isEqualTo(members(it)));
            Map<String, Object> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            headers.putAll(request.headers());
            for (Object flux : JsonPath.list(vector.find("expect").orElseThrow(), "requests")) {
                Map<String, Object> sent =
                        JsonPath.object(JsonPath.find(flux, "headers").orElse(null));
                sent.keySet().removeAll(OTHER_HEADERS);
                assertThat(headers).containsAllEntriesOf(sent);
            }
        });
    }

    @Test
    void theSameWordSaysWhatHappened() {
        check("state-mapping", vector -> {
            Optional<CommitState> state = Optional.ofNullable(SEVERITIES.get(vector.text("input", "severity")));
            assertThat(state.map(this::word)).isEqualTo(vector.find("expect"));
        });
    }

    @Test
    void theSameStatusesAreTheSame() {
        check("dedupe", vector -> {
            Collection<Object> flux =
                    JsonPath.object(vector.find("input", "new").orElse(null)).values();
            CommitState state = SEVERITIES.values().stream()
                    .filter(it -> flux.contains(word(it)))
                    .findFirst()
                    .orElseThrow();
            CommitStatus wanted = wanted(vector, state)
                    .description(vector.text("input", "new", "description"))
                    .build();
            Optional<CommitStatus> shown = session(existing(vector)).latest(wanted);
            assertThat(shown.filter(it -> SameStatus.test(it, wanted)).isPresent())
                    .isEqualTo(vector.find("expect").orElseThrow());
        });
    }

    /** {@return a test that a description knows what a session sends for a repository's address, but for these problems} */
    protected DynamicTest described(String file, String root, String repository, String answers, String... problems) {
        return DynamicTest.dynamicTest(file + " for " + repository, () -> {
            ScriptedApi api = new ScriptedApi(Samples.clock());
            PublisherSession session = open(repository, Map.of("token", "t"), api);
            assertThat(OpenApiCheck.of(file, URI.create(root)).problems(session, api, answers))
                    .containsExactly(problems);
        });
    }

    private void check(String file, TestVectors.Check check) {
        int checked = vectors.check(file, it -> types.stream().anyMatch(it::isOf), check);
        assertThat(checked).as("vectors of " + file).isEqualTo(same.get(file));
    }

    private PublisherSession session(ForgeResponse answer) {
        ScriptedApi api = new ScriptedApi(Samples.clock()).then(answer.status(), answer.body());
        return open(address, Map.of("token", "t"), api);
    }

    /** Posts a status as the vector has it, and gives the request. */
    private ApiRequest post(TestVector vector) throws Exception {
        String commit = target(vector)
                .map(it -> it.replaceFirst(".*/([0-9a-f]{40}).*", "$1"))
                .orElse(Samples.SHA);
        boolean failed = vector.has("error", "input", "event", "severity");
        CommitState state = failed ? CommitState.FAILURE : CommitState.SUCCESS;
        CommitStatus status = CommitStatus.builder(commit, vector.text("input", "commitStatus"), state)
                .description("apply succeeded")
                .build();
        ScriptedApi api = new ScriptedApi(Samples.clock()).then(201, "{}");
        String repository = vector.text("input", "address").replace("<server>", "https://git.example.com");
        open(repository, secret(vector), api).publish(status);
        return api.requests().get(0);
    }

    private Map<String, Object> members(Object body) {
        Map<String, Object> members = JsonPath.object(body);
        members.keySet().removeAll(otherMembers());
        return members;
    }

    /** The URL that Flux posts to, or its path. */
    private static Optional<String> target(TestVector vector) {
        return vector.sent("url").or(() -> vector.sent("path")).map(Object::toString);
    }
}
