package io.commitstatus.internal.config.yaml;

import io.commitstatus.internal.config.report.SourceLocation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Makes nodes of the YAML library's events. Its own composer recurses without a bound and forgets where a key stands.
 * An alias shares its anchor's node, so a bomb costs no memory; what aliases stand for is counted, so that it costs no time.
 */
final class YamlComposer {
    private static final int MAX_DEPTH = 100;
    private static final long MAX_ALIASED = 100_000;
    /** What Kubernetes' reader takes for booleans, beside those of YAML 1.2. */
    private static final Set<String> YAML_1_1_BOOLEANS =
            Set.of("yes", "Yes", "YES", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF");

    private static final ScalarResolver RESOLVER = new CoreScalarResolver(false);
    /** By the size of the library's buffer, a power of two: it copies a long token again for each buffer that it fills. */
    private static final List<LoadSettings> SETTINGS = IntStream.range(0, 31)
            .mapToObj(it -> LoadSettings.builder()
                    .setCodePointLimit(Integer.MAX_VALUE)
                    .setBufferSize(1 << it)
                    .build())
            .toList();

    private final String source;
    private final int linesBefore;
    private final Parser parser;
    private final Map<String, Anchored> anchors = new HashMap<>();
    private long nodes;
    private long aliased;

    private record Anchored(Node node, long size) {}

    YamlComposer(String source, int linesBefore, String text) {
        this.source = source;
        this.linesBefore = linesBefore;
        LoadSettings settings = SETTINGS.get(Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(text.length(), 16)));
        this.parser = new ParserImpl(settings, new StreamReader(settings, text));
    }

    void forEachDocument(Consumer<Node> consumer) {
        while (parser.hasNext()) {
            if (parser.next().getEventId() == Event.ID.DocumentStart) {
                anchors.clear();
                nodes = 0;
                aliased = 0;
                consumer.accept(node(parser.next(), 0));
            }
        }
    }

    private Node node(Event event, int depth) {
        SourceLocation place = place(event);
        if (event instanceof AliasEvent alias) {
            return aliased(alias.getAlias().getValue(), place);
        }
        if (depth > MAX_DEPTH) {
            throw new BrokenYamlException(
                    place,
                    "nested deeper than " + MAX_DEPTH + " levels; no Flux document is, so look for stray brackets");
        }
        long before = nodes++;
        Node node = switch (event.getEventId()) {
            case Scalar -> scalar((ScalarEvent) event, place);
            case SequenceStart -> items(place, depth);
            case MappingStart -> mapping(place, depth);
            default -> throw new IllegalStateException("unexpected " + event.getEventId());
        };
        ((NodeEvent) event)
                .getAnchor()
                .ifPresent(anchor -> anchors.put(anchor.getValue(), new Anchored(node, nodes - before)));
        return node;
    }

    private Node aliased(String name, SourceLocation place) {
        Anchored anchored = anchors.get(name);
        if (anchored == null) {
            throw new BrokenYamlException(
                    place,
                    "the alias *" + name + " has no anchor &" + name + " that ends before it; write the value out");
        }
        nodes += anchored.size;
        aliased += anchored.size;
        if (aliased > MAX_ALIASED) {
            throw new BrokenYamlException(
                    place, "the aliases stand for more than " + MAX_ALIASED + " values; write the document out");
        }
        return anchored.node;
    }

    private Node items(SourceLocation place, int depth) {
        List<Node> items = new ArrayList<>();
        for (Event event = parser.next(); event.getEventId() != Event.ID.SequenceEnd; event = parser.next()) {
            items.add(node(event, depth + 1));
        }
        return new Node.Items(place, items);
    }

    private Node mapping(SourceLocation place, int depth) {
        Map<String, Node.Field> fields = new LinkedHashMap<>();
        List<Node.Duplicate> duplicates = new ArrayList<>(0);
        for (Event event = parser.next(); event.getEventId() != Event.ID.MappingEnd; event = parser.next()) {
            if (!(node(event, depth + 1) instanceof Node.Scalar key)) {
                throw new BrokenYamlException(
                        place(event), "a key must be a string; put a template such as {{ name }} in quotes");
            }
            SourceLocation keyPlace = place(event);
            Node value = node(parser.next(), depth + 1);
            // A dump of a cluster is mostly this, and nobody reads it.
            Node kept = key.text().equals("managedFields") ? new Node.Items(value.place(), List.of()) : value;
            Node.Field field = new Node.Field(keyPlace, kept);
            if (fields.putIfAbsent(key.text(), field) != null) {
                duplicates.add(new Node.Duplicate(keyPlace, key.text()));
            }
        }
        return new Node.Mapping(place, fields, duplicates);
    }

    private static Node scalar(ScalarEvent event, SourceLocation place) {
        String tag = event.getTag().orElse(null);
        Tag resolved;
        if (tag == null && event.isPlain()) {
            resolved =
                    YAML_1_1_BOOLEANS.contains(event.getValue()) ? Tag.BOOL : RESOLVER.resolve(event.getValue(), true);
        } else {
            resolved = tag == null || tag.equals("!") ? Tag.STR : new Tag(tag);
        }
        Node.Type type = Node.Type.TAGGED;
        if (resolved.equals(Tag.STR) || (tag == null && resolved.equals(Tag.ENV_TAG))) {
            type = Node.Type.TEXT;
        } else if (resolved.equals(Tag.INT) || resolved.equals(Tag.FLOAT)) {
            type = Node.Type.NUMBER;
        } else if (resolved.equals(Tag.BOOL)) {
            type = Node.Type.BOOLEAN;
        } else if (resolved.equals(Tag.NULL)) {
            type = Node.Type.NULL;
        }
        return new Node.Scalar(place, type, event.getValue());
    }

    private SourceLocation place(Event event) {
        Mark mark = event.getStartMark().orElseThrow();
        return place(mark);
    }

    SourceLocation place(Mark mark) {
        return new SourceLocation(source, linesBefore + mark.getLine() + 1, mark.getColumn() + 1);
    }
}
