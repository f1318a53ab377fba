package io.commitstatus.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads an event as Go's encoding/json does: names without case, unknown ones ignored, the last duplicate wins. */
final class EventJson {
    private static final int MAX_DEPTH = 100;
    /** What Go writes of a time that was never set. */
    private static final Instant GO_ZERO = Instant.parse("0001-01-01T00:00:00Z");

    /** Far more than any event has; each costs a hundred bytes or so. */
    private static final int MAX_MEMBERS = 10_000;

    /** The members whose own members are looked at, in lower case. */
    private static final Set<String> OBJECTS = Set.of("involvedobject", "metadata");

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private EventJson() {}

    static Event read(String json, boolean forwarded) {
        JsonNode root;
        try {
            root = tree(json);
        } catch (IOException e) {
            JsonLocation at = e instanceof JsonProcessingException it ? it.getLocation() : null;
            String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
            throw new EventFormatException("$", "not JSON" + where + "; an event is one JSON object");
        }
        if (root.isMissingNode() || !(root.isObject() || root.isNull())) {
            throw new EventFormatException("$", describe(root) + "; an event is one JSON object");
        }
        Event.Builder event = new Event.Builder(object(field(root, "involvedObject")))
                .forwarded(forwarded)
                .severity(new Severity(text(root, "$", "severity")))
                .message(text(root, "$", "message"))
                .reason(text(root, "$", "reason"))
                .reportingController(text(root, "$", "reportingController"))
                .reportingInstance(text(root, "$", "reportingInstance"));
        Instant timestamp = timestamp(text(root, "$", "timestamp"));
        if (timestamp != null) {
            event.timestamp(timestamp);
        }
        metadata(field(root, "metadata"), event);
        return event.build();
    }

    /**
     * What is looked at, and no more of the rest than what kind of value it is: a body of a million arrays takes no more
     * memory than a short one.
     */
    private static JsonNode tree(String json) throws IOException {
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() == null) {
                return MissingNode.getInstance();
            }
            JsonNode root = value(parser, OBJECTS);
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "there is more after the value");
            }
            return root;
        }
    }

    /** The value that begins here; of an object the members, with what they hold where that is one of the named. */
    private static JsonNode value(JsonParser parser, Set<String> deeper) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                return members(parser, deeper);
            }
            case START_ARRAY -> {
                parser.skipChildren();
                return NODES.arrayNode();
            }
            case VALUE_STRING -> {
                return NODES.textNode(parser.getText());
            }
            case VALUE_NULL -> {
                return NODES.nullNode();
            }
            case VALUE_TRUE, VALUE_FALSE -> {
                return NODES.booleanNode(true);
            }
            default -> {
                return NODES.numberNode(0);
            }
        }
    }

    private static JsonNode members(JsonParser parser, Set<String> deeper) throws IOException {
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            if (parser.nextToken() == JsonToken.START_OBJECT && !deeper.contains(name.toLowerCase(Locale.ROOT))) {
                parser.skipChildren();
                object.set(name, NODES.objectNode());
            } else {
                object.set(name, value(parser, Set.of()));
            }
            if (object.size() > MAX_MEMBERS) {
                throw new EventFormatException(
                        "$", "an object of more than " + MAX_MEMBERS + " members is not allowed");
            }
        }
        return object;
    }

    private static ObjectReference object(@Nullable JsonNode node) {
        if (node != null && !node.isObject()) {
            throw new EventFormatException("$.involvedObject", describe(node) + "; it must be an object");
        }
        String path = "$.involvedObject";
        return new ObjectReference(
                text(node, path, "apiVersion"),
                text(node, path, "kind"),
                text(node, path, "namespace"),
                text(node, path, "name"),
                text(node, path, "uid"));
    }

    private static void metadata(@Nullable JsonNode node, Event.Builder event) {
        if (node == null) {
            return;
        }
        if (!node.isObject()) {
            throw new EventFormatException("$.metadata", describe(node) + "; it must be an object of texts");
        }
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            JsonNode value = entry.getValue();
            if (!value.isTextual() && !value.isNull()) {
                throw new EventFormatException(
                        "$.metadata." + entry.getKey(), describe(value) + "; it must be a string");
            }
            event.metadata(entry.getKey(), value.isNull() ? "" : value.textValue());
        }
    }

    private static String text(@Nullable JsonNode parent, String path, String name) {
        JsonNode node = parent == null ? null : field(parent, name);
        if (node == null) {
            return "";
        }
        if (!node.isTextual()) {
            throw new EventFormatException(path + "." + name, describe(node) + "; it must be a string");
        }
        return node.textValue();
    }

    /** The last member whose name matches without case and whose value is not null. */
    private static @Nullable JsonNode field(JsonNode parent, String name) {
        JsonNode found = null;
        Iterator<Map.Entry<String, JsonNode>> members = parent.properties().iterator();
        while (members.hasNext()) {
            Map.Entry<String, JsonNode> member = members.next();
            if (member.getKey().equalsIgnoreCase(name) && !member.getValue().isNull()) {
                found = member.getValue();
            }
        }
        return found;
    }

    private static @Nullable Instant timestamp(String text) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            return time.equals(GO_ZERO) ? null : time;
        } catch (DateTimeParseException e) {
            throw new EventFormatException(
                    "$.timestamp", "\"" + text + "\" is not a valid time; write RFC 3339, as in 2026-01-31T12:00:00Z");
        }
    }

    private static String describe(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "this is an array";
            case BOOLEAN -> "this is a boolean";
            case NUMBER -> "this is a number";
            case STRING -> "this is a string";
            case OBJECT -> "this is an object";
            case MISSING -> "this is empty";
            default -> "this is null";
        };
    }
}
