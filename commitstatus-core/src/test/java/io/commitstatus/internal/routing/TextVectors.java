package io.commitstatus.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.commitstatus.internal.Vectors.Vector;
import io.commitstatus.internal.flux.FluxKey;
import io.commitstatus.internal.flux.ReasonWords;
import io.commitstatus.model.Alert;
import io.commitstatus.model.CommitStatusException;
import io.commitstatus.model.Event;
import io.commitstatus.model.ObjectReference;
import io.commitstatus.model.Provider;
import io.commitstatus.spi.http.RepositoryAddress;
import io.commitstatus.spi.http.SecretValues;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Vectors of one text in, one text out. */
final class TextVectors {
    private TextVectors() {}

    static void revision(Vector vector) {
        String expected = vector.expect().asText();
        switch (vector.text("op")) {
            case "parseRevision", "bitbucketserver.post" -> {
                CommitFinder.Found found =
                        CommitFinder.find(Event.parse("{}"), Map.of("revision", vector.text("revision")));
                assertThat(found.commit()).isEqualTo(vector.fails() ? Optional.empty() : Optional.of(expected));
            }
            case "transformRevision" -> {
                boolean known = !expected.contains("<unknown>");
                assertThat(parsed(vector.text("revision"))
                                .filter(it -> !it.isSha256())
                                .map(it -> (it.name().isEmpty() || it.name().equals("HEAD") ? "" : it.name() + "@")
                                        + "sha1:" + it.commit()))
                        .isEqualTo(known ? Optional.of(expected) : Optional.empty());
            }
            case "splitRevision" ->
                assertThat(parsed(vector.text("revision")))
                        .contains(new Revision(
                                vector.expect().path("pointer").asText(),
                                vector.expect().path("hash").asText()));
            case "extractNamedPointer" ->
                assertThat(parsed(vector.text("revision"))
                                .flatMap(Revision::ref)
                                .orElse(""))
                        .isEqualTo(expected);
            case "extractHash" ->
                assertThat(parsed(vector.text("revision")).map(Revision::commit))
                        .contains(expected);
            case "hashAlgorithm" ->
                assertThat(parsed(vector.text("hash")).filter(it -> !it.isSha256()))
                        .isEmpty();
            case "hashDigest" ->
                assertThat(parsed(vector.text("hash"))
                                .map(it -> "sha1:" + it.commit())
                                .orElse(""))
                        .isEqualTo(expected);
            // What an emitter writes of a hash and a reference is read as them again.
            case "commitString", "commitAbsoluteReference" -> {
                String reference = vector.text("reference");
                assertThat(parsed(expected).map(Revision::commit)).contains(vector.text("hash"));
                assertThat(parsed(expected).flatMap(Revision::ref).orElse(""))
                        .isEqualTo(reference.replaceFirst("^refs/heads/", ""));
            }
            default -> throw new UnsupportedOperationException(vector.toString());
        }
    }

    private static Optional<Revision> parsed(String text) {
        return Revision.parse(text);
    }

    static void gitAddress(Vector vector) {
        String address = vector.text("address");
        switch (vector.text("op")) {
            case "parseGitAddress" -> {
                RepositoryAddress parsed = parse(address);
                assertThat(parsed.origin())
                        .isEqualTo(vector.expect().path("host").asText());
                assertThat(String.join("/", parsed.path()))
                        .isEqualTo(vector.expect().path("id").asText());
            }
            case "parseGitUrl" -> {
                RepositoryAddress parsed = parse(address);
                String host = vector.expect().path("host").asText();
                boolean ssh = vector.expect().path("scheme").asText().equals("ssh");
                assertThat(parsed.ssh()).isEqualTo(ssh);
                assertThat(parsed.origin())
                        .isEqualTo(
                                ssh
                                        ? "https://" + host.replaceFirst(":\\d+$", "")
                                        : vector.expect().path("scheme").asText() + "://" + host);
                assertThat(String.join("/", parsed.path()) + ".git")
                        .isEqualTo(vector.expect().path("path").asText().replaceAll("^/|/$", ""));
            }
            default -> throw new UnsupportedOperationException(vector.toString());
        }
    }

    private static RepositoryAddress parse(String address) {
        try {
            return RepositoryAddress.parse(address);
        } catch (CommitStatusException e) {
            throw new AssertionError("refused: " + e.getMessage(), e);
        }
    }

    static void nameAndDescription(Vector vector) {
        switch (vector.text("op")) {
            case "description" ->
                assertThat(ReasonWords.of(vector.text("reason")))
                        .isEqualTo(vector.expect().asText());
            case "splitCamelCase" -> {
                StringBuilder joined = new StringBuilder();
                vector.expect()
                        .forEach(
                                it -> joined.append(joined.isEmpty() ? "" : " ").append(it.asText()));
                assertThat(ReasonWords.of(vector.text("text")))
                        .isEqualTo(joined.toString().toLowerCase(Locale.ROOT));
            }
            case "nameAndDescription" -> {
                assertThat(key(vector, "0-0"))
                        .isEqualTo(vector.expect().path("name").asText() + "/0");
                assertThat(ReasonWords.of(vector.text("reason")))
                        .isEqualTo(vector.expect().path("description").asText());
            }
            case "name" ->
                assertThat(key(vector, "0-0")).isEqualTo(vector.expect().asText() + "/0");
            case "basicAuth" ->
                assertThat(SecretValues.basic(vector.text("username"), vector.text("password")))
                        .isEqualTo("Basic " + vector.expect().asText());
            default -> throw new UnsupportedOperationException(vector.toString());
        }
    }

    static void statusKey(Vector vector) {
        if (vector.text("providerUID").isEmpty()) {
            throw new UnsupportedOperationException(vector.toString());
        }
        assertThat(key(vector, vector.text("providerUID")))
                .isEqualTo(vector.expect().asText());
    }

    private static String key(Vector vector, String uid) {
        Provider provider =
                Provider.builder("apps/forge").type("github").uid(uid).build();
        return FluxKey.of(new ObjectReference("", vector.text("kind"), "apps", vector.text("name"), ""), provider);
    }

    static void metadataCleanup(Vector vector) {
        assertThat(Metadata.clean(event(vector, "metadata"))).isEqualTo(map(vector.expect()));
    }

    static void metadataCombination(Vector vector) {
        Alert.Builder alert = Alert.builder("apps/alert").provider("forge").summary(vector.text("alertSummary"));
        map(vector.input().path("alertEventMetadata")).forEach(alert::eventMetadata);
        Event event = event(vector, "eventMetadata");
        Metadata.Combined combined = Metadata.combine(event, event.metadata(), alert.build());
        assertThat(combined.values()).isEqualTo(map(vector.expect().path("metadata")));
        Map<String, String> conflicts = new TreeMap<>();
        combined.conflicts().forEach((key, sources) -> conflicts.put(key, String.join(", ", sources)));
        assertThat(conflicts).isEqualTo(map(vector.expect().path("conflicts")));
        assertThat(combined.notes().isEmpty())
                .isEqualTo(vector.expect().path("warning").isNull());
    }

    private static Event event(Vector vector, String metadata) {
        Event.Builder event = Event.builder("K", "apps/n").apiVersion(vector.text("apiVersion"));
        map(vector.input().path(metadata)).forEach(event::metadata);
        return event.build();
    }

    private static Map<String, String> map(JsonNode node) {
        Map<String, String> map = new TreeMap<>();
        node.properties().forEach(it -> map.put(it.getKey(), it.getValue().asText()));
        return map;
    }
}
