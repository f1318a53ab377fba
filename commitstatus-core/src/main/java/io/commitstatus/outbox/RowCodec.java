package io.commitstatus.outbox;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.DeliveryKey;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Rejection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
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

/** A row as one JSON object, but for what columns of their own hold. Its lease is left out: it ends with the process. */
final class RowCodec {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int HASH_BYTES = 16;

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

    static byte[] write(LeasedRow leased) {
        Row row = leased.row();
        DeliveryKey key = row.key();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("type", key.type());
            json.writeStringField("api", key.api().toString());
            json.writeStringField("repo", key.repository());
            json.writeStringField("key", key.key());
            json.writeStringField("provider", row.provider().toString());
            json.writeStringField("id", row.id());
            json.writeFieldName("status");
            StatusCodec.write(json, row.status());
            time(json, "event", row.eventTime());
            time(json, "accepted", row.acceptedAt());
            json.writeStringField("state", row.state().name());
            optional(json, "rejection", row.rejection().map(Rejection::name).orElse(null));
            optional(json, "reason", row.reason().isEmpty() ? null : row.reason());
            json.writeNumberField("attempts", row.attempts());
            if (row.shown() instanceof Shown.Exactly exactly) {
                json.writeFieldName("exactly");
                if (exactly.status().equals(row.status())) {
                    json.writeBoolean(true);
                } else {
                    StatusCodec.write(json, exactly.status());
                }
            } else if (row.shown() instanceof Shown.Unknown unknown) {
                time(json, "unknown", unknown.until());
            }
            if (row.due().isPresent()) {
                time(json, "due", row.due().get());
            }
            time(json, "since", leased.settledAt());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void optional(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    /** As seconds and nanoseconds: what a calendar's format costs is a quarter of all that a row does. */
    private static void time(JsonGenerator json, String name, Instant time) throws IOException {
        json.writeStringField(name, time.getEpochSecond() + " " + time.getNano());
    }

    private static Instant time(String text) {
        int space = text.indexOf(' ');
        return Instant.ofEpochSecond(
                Long.parseLong(text.substring(0, space)), Long.parseLong(text.substring(space + 1)));
    }

    /**
     * The row that was written.
     *
     * @param version what stands beside it
     * @param told what stands beside it
     * @throws IllegalArgumentException when the bytes are not a row
     */
    static LeasedRow read(byte[] bytes, long version, boolean told) {
        Map<String, String> members = new HashMap<>();
        Map<String, CommitStatus> statuses = new HashMap<>();
        try (JsonParser json = JSON.createParser(bytes)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                if (json.nextToken() == JsonToken.START_OBJECT) {
                    statuses.put(name, StatusCodec.read(json));
                } else {
                    members.put(name, json.getText());
                }
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "a stored row cannot be read: " + e.getClass().getSimpleName(), e);
        }
        try {
            LeasedRow.Builder row = row(members, statuses).version(version);
            return row.told(told && row.state != RowState.WAITING).build();
        } catch (DateTimeException | ArithmeticException | NumberFormatException | StringIndexOutOfBoundsException e) {
            throw new IllegalArgumentException("a time or number of a stored row cannot be read", e);
        }
    }

    private static LeasedRow.Builder row(Map<String, String> members, Map<String, CommitStatus> statuses) {
        NamespacedName provider = NamespacedName.parse(member(members, "provider"));
        CommitStatus status = statuses.get("status");
        if (status == null) {
            throw new IllegalArgumentException("a stored row has no status");
        }
        DeliveryKey key = new DeliveryKey(
                member(members, "type"),
                URI.create(member(members, "api")),
                provider.namespace(),
                member(members, "repo"),
                status.commit(),
                member(members, "key"));
        String rejection = members.get("rejection");
        String due = members.get("due");
        return LeasedRow.builder(
                        Wanted.of(member(members, "id"), key, provider, status), time(member(members, "accepted")))
                .eventTime(time(member(members, "event")))
                .state(
                        RowState.valueOf(member(members, "state")),
                        rejection == null ? null : Rejection.valueOf(rejection),
                        members.getOrDefault("reason", ""))
                .attempts(Integer.parseInt(member(members, "attempts")))
                .shown(shown(members, statuses, status))
                .due(due == null ? null : time(due))
                .settledAt(time(member(members, "since")));
    }

    private static Shown shown(Map<String, String> members, Map<String, CommitStatus> statuses, CommitStatus status) {
        if (members.containsKey("exactly")) {
            return new Shown.Exactly(status);
        }
        CommitStatus other = statuses.get("exactly");
        String unknown = members.get("unknown");
        return other != null
                ? new Shown.Exactly(other)
                : unknown == null ? Shown.nothing() : new Shown.Unknown(time(unknown));
    }

    private static String member(Map<String, String> members, String name) {
        String value = members.get(name);
        if (value == null) {
            throw new IllegalArgumentException("a stored row has no " + name);
        }
        return value;
    }
}
