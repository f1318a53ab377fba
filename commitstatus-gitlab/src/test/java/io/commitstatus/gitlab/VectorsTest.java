package io.commitstatus.gitlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.Provider;
import io.commitstatus.spi.ApiRequest;
import io.commitstatus.spi.StatusValue;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Flux's answers, where they are this module's to give. */
class VectorsTest {

    @Test
    void theSameProvidersAreRefused() throws Exception {
        List<?> vectors = Shared.vectors("provider-construction-errors");
        for (Object vector : vectors) {
            String name = Shared.text(vector, "name");
            if (Shared.find(vector, "error").isPresent()) {
                assertThatThrownBy(() -> open(vector))
                        .as(name)
                        .isInstanceOfAny(InvalidFieldException.class, IllegalArgumentException.class);
                continue;
            }
            ApiRequest request = open(vector);
            Shared.find(vector, "expect", "tokenUsed")
                    .ifPresent(token ->
                            assertThat(request.headers()).as(name).containsEntry("PRIVATE-TOKEN", token.toString()));
            Shared.find(vector, "expect", "id")
                    .ifPresent(
                            id -> assertThat(request.uri().getPath()).as(name).contains("/projects/" + id + "/"));
            Shared.find(vector, "expect", "apiHost")
                    .ifPresent(
                            host -> assertThat(request.uri().getHost()).as(name).isEqualTo(host));
        }
        assertThat(vectors).hasSizeGreaterThan(4);
    }

    /**
     * But for what is sent before the POST, which is nothing here; the headers Accept and Content-Type, which are core's; and
     * {@code %2E} for a dot, which needs no encoding.
     */
    @Test
    void theSameStatusIsPosted() throws Exception {
        List<?> vectors = Shared.vectors("http-exchange");
        for (Object vector : vectors) {
            List<?> requests =
                    (List<?>) Shared.find(vector, "expect", "requests").orElseThrow();
            Object expected = requests.get(requests.size() - 1);
            ApiRequest request = open(vector);

            assertThat(request.method()).isEqualTo(Shared.text(expected, "method"));
            assertThat(request.uri().toString())
                    .isEqualTo(Shared.text(expected, "url").replace("%2E", "."));
            assertThat(request.json()).isEqualTo(Shared.find(expected, "body"));
            assertThat(request.headers())
                    .containsEntry("PRIVATE-TOKEN", Shared.text(expected, "headers", "PRIVATE-TOKEN"));
        }
        assertThat(vectors).isNotEmpty();
    }

    @Test
    void theSameWordsAreUsed() throws Exception {
        List<?> vectors = Shared.vectors("state-mapping").stream()
                .filter(it -> Shared.find(it, "expect").isPresent())
                .toList();
        for (Object vector : vectors) {
            boolean info = Shared.text(vector, "input", "severity").equals("info");
            assertThat(States.word(info ? CommitState.SUCCESS : CommitState.FAILURE))
                    .isEqualTo(Shared.text(vector, "expect"));
        }
        assertThat(vectors).hasSize(2);
    }

    /** But for one that compares with any status of the list: here the newest decides, which the last of them is. */
    @Test
    void theSameStatusIsNotPostedTwice() throws Exception {
        List<?> vectors = Shared.vectors("dedupe").stream()
                .filter(it -> Shared.text(it, "input", "new", "sha").length() == 40)
                .toList();
        for (Object vector : vectors) {
            assertThat(isPostedAlready(vector))
                    .as(Shared.text(vector, "name"))
                    .isEqualTo(Shared.find(vector, "expect").orElseThrow());
        }
        assertThat(vectors).hasSizeGreaterThan(1);
    }

    @Test
    void theSameAddressesLeadToTheSameProjects() {
        int compared = 0;
        for (Object vector : (List<?>) Shared.json("vectors/git-address.json")) {
            boolean address = Shared.find(vector, "input", "op").equals(Optional.of("parseGitAddress"));
            String host = Shared.find(vector, "expect", "host").orElse("").toString();
            String id = Shared.find(vector, "expect", "id").orElse("").toString();
            // Slashes at the end are dropped here, and a port of ssh with them.
            if (address && host.startsWith("https://") && id.matches("[\\w.-]+(/[\\w.-]+)+") && !isOfSsh(vector)) {
                GitLabDestination destination = GitLabDestination.of(provider(vector));
                assertThat(destination.api()).isEqualTo(URI.create(host + "/api/v4"));
                assertThat(destination.project()).isEqualTo(id);
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(5);
    }

    private static boolean isOfSsh(Object vector) {
        return Shared.text(vector, "input", "address").startsWith("ssh://");
    }

    private static Provider provider(Object vector) {
        return GitLab.provider(Shared.text(vector, "input", "address"));
    }

    /** Flux's list may hold statuses of other commits; GitLab's, which is asked for one commit, does not. */
    private static boolean isPostedAlready(Object vector) throws Exception {
        Object wanted = Shared.find(vector, "input", "new").orElseThrow();
        String sha = Shared.text(wanted, "sha");
        StringBuilder list = new StringBuilder();
        int id = 0;
        for (Object status : (List<?>) Shared.find(vector, "input", "existing").orElseThrow()) {
            if (Shared.text(status, "sha").equals(sha)) {
                list.append(list.isEmpty() ? "" : ",").append(entry(++id, status));
            }
        }
        CommitStatus like = CommitStatus.success(sha, Shared.text(wanted, "name"), Shared.text(wanted, "description"));
        ScriptedApi api = new ScriptedApi(GitLab.clock()).then(200, "[" + list + "]");
        return GitLab.session(api, GitLab.clock())
                .latest(like)
                .filter(it -> StatusValue.same(it, like))
                .isPresent();
    }

    private static String entry(int id, Object status) {
        String description =
                Shared.find(status, "description").map(it -> "\"" + it + "\"").orElse("null");
        return "{\"id\":" + id + ",\"name\":\"" + Shared.text(status, "name") + "\",\"status\":\""
                + Shared.text(status, "status") + "\",\"description\":" + description + "}";
    }

    /** Posts a status as the vector has it, and gives the request. */
    private static ApiRequest open(Object vector) throws Exception {
        Map<String, String> secret = new HashMap<>();
        for (String key : List.of("token", "password")) {
            Optional<Object> value = Shared.find(vector, "input", key);
            value.ifPresent(it -> secret.put(key, it.toString()));
        }
        CommitStatus status =
                CommitStatus.success(GitLab.SHA, Shared.text(vector, "input", "commitStatus"), "apply succeeded");
        ScriptedApi api = new ScriptedApi(GitLab.clock()).then(201, "{}");
        GitLab.open(Shared.text(vector, "input", "address"), secret, api, GitLab.clock())
                .publish(status);
        return api.requests().get(0);
    }
}
