package io.commitstatus.internal.config.read;

import io.commitstatus.internal.config.report.NearMiss;
import io.commitstatus.internal.config.report.ProblemCollector;
import io.commitstatus.internal.config.report.SourceLocation;
import io.commitstatus.internal.config.yaml.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one mapping, and reports those of the wrong type. What was asked for is known; {@link #done} reports
 * the rest. No message shows a value here: it may be part of a Secret. A null counts as absent, as in Kubernetes.
 */
final class Fields {
    /** Kubernetes' reader still follows YAML 1.1 here. */
    private static final Set<String> TRUE = Set.of("true", "yes", "on");
    /** What Flux's postBuild and envsubst replace. */
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[A-Za-z_][A-Za-z0-9_]*[}:=-]");

    private final Node.Mapping mapping;
    private final String path;
    private final ProblemCollector report;
    private final Set<String> known = new LinkedHashSet<>();

    Fields(Node.Mapping mapping, String path, ProblemCollector report) {
        this.mapping = mapping;
        this.path = path;
        this.report = report;
    }

    SourceLocation place() {
        return mapping.place();
    }

    String path(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    boolean has(String name) {
        return value(name) != null;
    }

    /** Says that these fields exist, although nobody reads them. */
    Fields knowing(String... names) {
        known.addAll(List.of(names));
        return this;
    }

    Optional<String> text(String name) {
        Node node = value(name);
        return node == null ? Optional.empty() : text(node, path(name));
    }

    /** A text that must be there and not be empty. */
    Optional<String> required(String name, String example) {
        Node node = value(name);
        if (node == null) {
            report.error(place(), path(name), "this field is missing; write " + example);
            return Optional.empty();
        }
        Optional<String> text = text(node, path(name));
        if (text.isPresent() && text.get().isEmpty()) {
            report.error(node.place(), path(name), "this field is empty; write " + example);
            return Optional.empty();
        }
        return text;
    }

    boolean flag(String name) {
        Node node = value(name);
        if (node == null) {
            return false;
        }
        if (node instanceof Node.Scalar scalar && scalar.type() == Node.Type.BOOLEAN) {
            return TRUE.contains(scalar.text().toLowerCase(Locale.ROOT));
        }
        report.error(node.place(), path(name), "this is " + node.noun() + "; write true or false, without quotes");
        return false;
    }

    Optional<Fields> object(String name) {
        Node node = value(name);
        return node == null ? Optional.empty() : object(node, path(name), report);
    }

    static Optional<Fields> object(Node node, String path, ProblemCollector report) {
        if (node instanceof Node.Mapping nested) {
            return Optional.of(new Fields(nested, path, report));
        }
        report.error(node.place(), path, "this is " + node.noun() + "; it must be a mapping of fields");
        return Optional.empty();
    }

    List<Node> list(String name) {
        Node node = value(name);
        if (node == null) {
            return List.of();
        }
        if (node instanceof Node.Items items) {
            return items.items();
        }
        report.error(
                node.place(), path(name), "this is " + node.noun() + "; it must be a list, each entry after a \"- \"");
        return List.of();
    }

    /** A list of texts; one that is none is reported and counts as empty, so that the others keep their index. */
    List<String> texts(String name) {
        List<Node> items = list(name);
        List<String> texts = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            texts.add(text(items.get(i), path(name) + "[" + i + "]").orElse(""));
        }
        return texts;
    }

    Map<String, String> textMap(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        object(name).ifPresent(nested -> {
            nested.mapping.fields().keySet().forEach(key -> nested.text(key).ifPresent(text -> texts.put(key, text)));
            nested.done();
        });
        return texts;
    }

    SourceLocation placeOf(String name) {
        Node node = value(name);
        return node == null ? place() : node.place();
    }

    /** Reports the fields that nobody asked for, and those that stand there twice. */
    void done() {
        mapping.fields().forEach((name, field) -> {
            if (name.equals("<<")) {
                report.error(
                        field.key(), path(name), "YAML 1.2 has no merge keys; write the fields out in this document");
            } else if (!known.contains(name)) {
                report.warning(
                        field.key(),
                        path(name),
                        report.isFull()
                                ? ""
                                : "this field is not known and has no effect"
                                        + NearMiss.orElse(name, known, "; remove it"));
            }
        });
        for (Node.Duplicate duplicate : mapping.duplicates()) {
            report.error(
                    duplicate.key(), path(duplicate.name()), "this field stands here for the second time; keep one");
        }
    }

    private Optional<String> text(Node node, String at) {
        if (node instanceof Node.Scalar scalar && scalar.type() == Node.Type.TEXT) {
            // A Secret's values are nobody's business.
            if (!path.equals("stringData") && PLACEHOLDER.matcher(scalar.text()).find()) {
                report.warning(
                        node.place(),
                        at,
                        "this holds a placeholder, ${…}, that nothing has replaced, and is taken as it is; replace it before");
            }
            return Optional.of(scalar.text());
        }
        boolean quotable = node instanceof Node.Scalar scalar
                && (scalar.type() == Node.Type.NUMBER || scalar.type() == Node.Type.BOOLEAN);
        report.error(
                node.place(),
                at,
                "this is " + node.noun() + "; it must be a string" + (quotable ? ", so put it in quotes" : ""));
        return Optional.empty();
    }

    private @Nullable Node value(String name) {
        known.add(name);
        Node.Field field = mapping.fields().get(name);
        if (field == null || (field.value() instanceof Node.Scalar scalar && scalar.type() == Node.Type.NULL)) {
            return null;
        }
        return field.value();
    }
}
