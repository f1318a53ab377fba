package io.commitstatus.examples.cli;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.commitstatus.model.Event;
import io.commitstatus.model.EventFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Reads events from a stream of JSON: one object, an array of them, or one after the other. */
final class EventFile {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final String name;
    private final boolean forwarded;
    private final List<Event> events = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private int index;

    private EventFile(String name, boolean forwarded) {
        this.name = name;
        this.forwarded = forwarded;
    }

    /**
     * Reads to the end.
     *
     * @throws BadInputException with every event that is none
     */
    static List<Event> read(String name, InputStream stream, boolean forwarded) {
        EventFile file = new EventFile(name, forwarded);
        file.read(stream);
        if (!file.problems.isEmpty()) {
            throw new BadInputException(String.join("\n", file.problems));
        }
        return file.events;
    }

    private void read(InputStream stream) {
        try (JsonParser parser = MAPPER.createParser(stream)) {
            parser.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
            JsonToken token = parser.nextToken();
            if (token == null) {
                problems.add(name + ": this is empty; give one event, an array, or one event a line");
            }
            boolean inArray = false;
            for (; token != null; token = parser.nextToken()) {
                if (token == JsonToken.END_ARRAY) {
                    inArray = false;
                } else if (token == JsonToken.START_ARRAY && !inArray) {
                    inArray = true;
                } else {
                    event(parser);
                }
            }
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            problems.add(place(at == null ? 0 : at.getLineNr(), at == null ? 0 : at.getColumnNr())
                    + (e instanceof JsonEOFException
                            ? "the JSON ends too early; is the file complete?"
                            : "this is not JSON; give one object, an array, or one object a line"));
        } catch (IOException e) {
            problems.add(place(0, 0) + "this cannot be read: " + e.getMessage());
        }
    }

    private void event(JsonParser parser) throws IOException {
        JsonLocation start = parser.currentTokenLocation();
        JsonNode json = parser.readValueAsTree();
        try {
            events.add(forwarded ? Event.parseForwarded(json.toString()) : Event.parse(json.toString()));
        } catch (EventFormatException e) {
            problems.add(place(start.getLineNr(), start.getColumnNr()) + e.getMessage());
        }
        index++;
    }

    private String place(int line, int column) {
        return name + (line > 0 ? ":" + line + ":" + column : "") + ": event " + index + ": ";
    }
}
