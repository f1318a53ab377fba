package io.commitstatus.bitbucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.spi.ApiRequest;
import io.commitstatus.spi.StatusValue;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Flux's answers, where they are this module's to give. */
class VectorsTest {

    @Test
    void theSameAddressesLeadToTheSameBuilds() throws Exception {
        List<?> vectors = Shared.vectors("git-address");
        for (Object vector : vectors) {
            String address = Shared.text(vector, "input", "address");
            if (Shared.find(vector, "error").isPresent()) {
                assertThatThrownBy(() -> Server.destination(address))
                        .as(address)
                        .isInstanceOf(InvalidFieldException.class);
                continue;
            }
            ScriptedApi api = new ScriptedApi(Cloud.clock()).then(204, "");
            CommitStatus status = CommitStatus.success(Shared.text(vector, "input", "commit"), "key", "");
            Server.open(address, Map.of("token", "t"), api).publish(status);
            assertThat(api.requests().get(0).uri()).hasToString(Shared.text(vector, "expect"));
        }
        assertThat(vectors).hasSize(5);
    }

    @Test
    void theSameProvidersAreRefused() throws Exception {
        List<?> vectors = Shared.vectors("provider-construction-errors");
        for (Object vector : vectors) {
            String name = Shared.text(vector, "name");
            if (Shared.find(vector, "error").isPresent()) {
                assertThatThrownBy(() -> post(vector, Cloud.SHA, secret(vector)))
                        .as(name)
                        .isInstanceOfAny(InvalidFieldException.class, IllegalArgumentException.class);
                continue;
            }
            ApiRequest request = post(vector, Cloud.SHA, secret(vector));
            assertThat(request.uri().getRawAuthority()).isEqualTo(Shared.text(vector, "expect", "host"));
            assertThat(request.headers().get("Authorization")).as(name).startsWith("Basic ");
        }
        assertThat(vectors).hasSize(7);
    }

    /** But for what is sent before the POST, which is nothing here, for the name, which is the key, and for the URL. */
    @Test
    void theSameStatusIsPosted() throws Exception {
        List<?> vectors = Shared.vectors("http-exchange");
        for (Object vector : vectors) {
            List<?> requests =
                    (List<?>) Shared.find(vector, "expect", "requests").orElseThrow();
            Object expected = requests.get(requests.size() - 1);
            String target = Shared.find(expected, "url")
                    .or(() -> Shared.find(expected, "path"))
                    .orElseThrow()
                    .toString();
            String sha = target.replaceFirst(".*/commits?/([0-9a-f]{40})/.*", "$1");
            ApiRequest request = post(vector, sha, login(vector, expected));

            assertThat(request.method()).isEqualTo(Shared.text(expected, "method"));
            assertThat(request.uri().toString()).endsWith(target);
            for (String field : List.of("key", "state")) {
                assertThat(Shared.text(request.json().orElseThrow(), field))
                        .isEqualTo(Shared.text(expected, "body", field));
            }
            Map<String, String> sent = new HashMap<>();
            request.headers().forEach((header, value) -> sent.put(header.toLowerCase(Locale.ROOT), value));
            for (String header : List.of("Authorization", "x-atlassian-token", "x-requested-with")) {
                Shared.find(expected, "headers", header)
                        .ifPresent(value ->
                                assertThat(sent).containsEntry(header.toLowerCase(Locale.ROOT), value.toString()));
            }
        }
        assertThat(vectors).hasSize(3);
    }

    @Test
    void theSameWordSaysWhatHappened() {
        List<?> vectors = Shared.vectors("state-mapping");
        for (Object vector : vectors) {
            CommitState state =
                    Shared.text(vector, "input", "severity").equals("info") ? CommitState.SUCCESS : CommitState.FAILURE;
            assertThat(States.CLOUD.word(state)).isEqualTo(Shared.text(vector, "expect"));
            assertThat(States.SERVER.word(state)).isEqualTo(Shared.text(vector, "expect"));
        }
        assertThat(vectors).isNotEmpty();
    }

    @Test
    void theSameStatusesAreTheSame() {
        List<?> vectors = Shared.vectors("dedupe");
        for (Object vector : vectors) {
            CommitStatus wanted =
                    CommitStatus.success(Cloud.SHA, Cloud.KEY, Shared.text(vector, "input", "new", "description"));
            Optional<CommitStatus> shown = Shared.find(vector, "input", "existing")
                    .flatMap(it -> BuildStatus.read((Map<?, ?>) it, wanted, States.CLOUD));
            assertThat(shown.isPresent() && StatusValue.same(shown.get(), wanted))
                    .as(Shared.text(vector, "name"))
                    .isEqualTo(Shared.find(vector, "expect").orElseThrow());
        }
        assertThat(vectors).hasSize(3);
    }

    @Test
    void theSameKeyIsHashedToTheSameKey() {
        List<?> all = (List<?>) Shared.json("vectors/name-description.json");
        List<?> vectors = all.stream()
                .filter(it -> Shared.find(it, "input", "op").equals(Optional.of("sha1Hex")))
                .toList();
        for (Object vector : vectors) {
            CommitStatus status = CommitStatus.success(Cloud.SHA, Shared.text(vector, "input", "text"), "");
            assertThat(Keys.of(status)).isEqualTo(Shared.text(vector, "expect"));
        }
        assertThat(vectors).isNotEmpty();
    }

    private static ApiRequest post(Object vector, String sha, Map<String, String> secret) throws Exception {
        boolean failed = Shared.find(vector, "input", "event", "severity").equals(Optional.of("error"));
        String key = Shared.text(vector, "input", "commitStatus");
        CommitStatus status =
                failed ? CommitStatus.failure(sha, key, "reason") : CommitStatus.success(sha, key, "reason");
        String address = Shared.text(vector, "input", "address").replace("<server>", "https://git.example.com");
        ScriptedApi api = new ScriptedApi(Cloud.clock()).then(204, "");
        if (Shared.text(vector, "input", "providerType").equals("bitbucket")) {
            Cloud.open(address, secret.getOrDefault("token", ""), api, Cloud.clock())
                    .publish(status);
        } else {
            Server.open(address, secret, api).publish(status);
        }
        return api.requests().get(0);
    }

    private static Map<String, String> secret(Object vector) {
        Map<String, String> secret = new HashMap<>();
        for (String key : List.of("token", "username", "password")) {
            Shared.find(vector, "input", key).ifPresent(it -> secret.put(key, it.toString()));
        }
        return secret;
    }

    /** The vectors for the server name no credentials, but show what is sent. */
    private static Map<String, String> login(Object vector, Object expected) {
        if (Shared.find(vector, "input", "token").isPresent()) {
            return secret(vector);
        }
        return Shared.text(expected, "headers", "Authorization").startsWith("Bearer ")
                ? Map.of("token", "goodtoken")
                : Map.of("username", "hello", "password", "password");
    }
}
