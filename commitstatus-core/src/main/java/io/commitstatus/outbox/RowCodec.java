package io.commitstatus.outbox;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.commitstatus.model.DeliveryKey;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Rejection;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row as one JSON object. Its lease is left out: it ends with the process. */
final class RowCodec {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int HASH_BYTES = 16;
    private static final String SAME = "=";

    private RowCodec() {}

    /** The primary key of a register's row. */
    static byte[] hash(DeliveryKey key) {
        String text = String.join(
                "\u0000", key.type(), key.api().toString(), key.namespace(), key.repository(), key.commit(), key.key());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(digest, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK lacks SHA-256", e);
        }
    }

    static String write(LeasedRow leased) {
        Row row = leased.row();
        DeliveryKey key = row.key();
        StringWriter text = new StringWriter(512);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("type", key.type());
            json.writeStringField("api", key.api().toString());
            json.writeStringField("repo", key.repository());
            json.writeStringField("key", key.key());
            json.writeStringField("provider", row.provider().toString());
            json.writeStringField("id", row.id());
            json.writeStringField("status", StatusCodec.write(row.status()));
            json.writeStringField("event", row.eventTime().toString());
            json.writeNumberField("version", row.version());
            json.writeStringField("accepted", row.acceptedAt().toString());
            json.writeStringField("state", row.state().name());
            optional(json, "rejection", row.rejection().map(Rejection::name).orElse(null));
            optional(json, "reason", row.reason().isEmpty() ? null : row.reason());
            json.writeNumberField("attempts", row.attempts());
            if (row.shown() instanceof Shown.Exactly exactly) {
                boolean same = exactly.status().equals(row.status());
                json.writeStringField("exactly", same ? SAME : StatusCodec.write(exactly.status()));
            } else if (row.shown() instanceof Shown.Unknown unknown) {
                json.writeStringField("unknown", unknown.until().toString());
            }
            optional(json, "due", row.due().map(Instant::toString).orElse(null));
            json.writeStringField("since", leased.settledAt().toString());
            json.writeNumberField("told", leased.told() ? 1 : 0);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void optional(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    /** @throws IllegalArgumentException when the text is not a row */
    static LeasedRow read(String text) {
        Map<String, String> members = members(text);
        try {
            return row(members);
        } catch (DateTimeException | NumberFormatException e) {
            throw new IllegalArgumentException("a time or number of a stored row cannot be read", e);
        }
    }

    private static LeasedRow row(Map<String, String> members) {
        NamespacedName provider = NamespacedName.parse(member(members, "provider"));
        var status = StatusCodec.read(member(members, "status"));
        DeliveryKey key = new DeliveryKey(
                member(members, "type"),
                URI.create(member(members, "api")),
                provider.namespace(),
                member(members, "repo"),
                status.commit(),
                member(members, "key"));
        String rejection = members.get("rejection");
        String exactly = members.get("exactly");
        String unknown = members.get("unknown");
        String due = members.get("due");
        Shown shown = Shown.nothing();
        if (exactly != null) {
            shown = new Shown.Exactly(exactly.equals(SAME) ? status : StatusCodec.read(exactly));
        } else if (unknown != null) {
            shown = new Shown.Unknown(Instant.parse(unknown));
        }
        return LeasedRow.builder(
                        Wanted.of(member(members, "id"), key, provider, status),
                        Instant.parse(member(members, "accepted")))
                .eventTime(Instant.parse(member(members, "event")))
                .version(Long.parseLong(member(members, "version")))
                .state(
                        RowState.valueOf(member(members, "state")),
                        rejection == null ? null : Rejection.valueOf(rejection),
                        members.getOrDefault("reason", ""))
                .attempts(Integer.parseInt(member(members, "attempts")))
                .shown(shown)
                .due(due == null ? null : Instant.parse(due))
                .settledAt(Instant.parse(member(members, "since")))
                .told(member(members, "told").equals("1"))
                .build();
    }

    private static Map<String, String> members(String text) {
        Map<String, String> members = new HashMap<>();
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                members.put(name, json.getText());
            }
            return members;
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "a stored row cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }

    private static String member(Map<String, String> members, String name) {
        String value = members.get(name);
        if (value == null) {
            throw new IllegalArgumentException("a stored row has no " + name);
        }
        return value;
    }
}
