package io.commitstatus.outbox;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A status as one JSON object, for stores that keep it as text. What a later release adds to it is left out by an earlier one.
 *
 * @since 0.1
 */
public final class StatusCodec {
    private static final JsonFactory JSON = new JsonFactory();

    private StatusCodec() {}

    /** {@return the status as JSON} */
    public static String write(CommitStatus status) {
        StringWriter text = new StringWriter(256);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            write(json, status);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    static void write(JsonGenerator json, CommitStatus status) throws IOException {
        json.writeStartObject();
        json.writeStringField("commit", status.commit());
        json.writeStringField("key", status.key());
        if (!status.name().equals(status.key())) {
            json.writeStringField("name", status.name());
        }
        json.writeStringField("state", status.state().name());
        json.writeStringField("description", status.description());
        write(json, "targetUrl", status.targetUrl().map(URI::toString).orElse(null));
        write(json, "ref", status.ref().orElse(null));
        write(json, "group", status.group().orElse(null));
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    /**
     * {@return the status that was written}
     *
     * @throws IllegalArgumentException when the text is anything else
     */
    public static CommitStatus read(String text) {
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            return read(json);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "a stored status cannot be read: " + e.getClass().getSimpleName());
        }
    }

    /** Reads the object that the parser is at. */
    static CommitStatus read(JsonParser json) throws IOException {
        Map<String, String> members = new HashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            members.put(name, json.getText());
        }
        String key = member(members, "key");
        CommitStatus.Builder status = CommitStatus.builder(
                        member(members, "commit"), key, CommitState.valueOf(member(members, "state")))
                .name(members.getOrDefault("name", key))
                .description(member(members, "description"));
        String targetUrl = members.get("targetUrl");
        String ref = members.get("ref");
        String group = members.get("group");
        if (targetUrl != null) {
            status.targetUrl(URI.create(targetUrl));
        }
        if (ref != null) {
            status.ref(ref);
        }
        if (group != null) {
            status.group(group);
        }
        return status.build();
    }

    private static String member(Map<String, String> members, String name) {
        String value = members.get(name);
        if (value == null) {
            throw new IllegalArgumentException("a stored status has no " + name);
        }
        return value;
    }
}
