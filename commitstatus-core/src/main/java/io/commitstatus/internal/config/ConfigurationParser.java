package io.commitstatus.internal.config;

import io.commitstatus.internal.config.check.AlertCheck;
import io.commitstatus.internal.config.check.Options;
import io.commitstatus.internal.config.check.ProviderCheck;
import io.commitstatus.internal.config.check.SecretCheck;
import io.commitstatus.internal.config.read.DocumentReader;
import io.commitstatus.internal.config.read.ParsedDocument;
import io.commitstatus.internal.config.read.SourceFiles;
import io.commitstatus.internal.config.report.DocumentId;
import io.commitstatus.internal.config.report.SourceLocation;
import io.commitstatus.internal.config.yaml.BrokenYamlException;
import io.commitstatus.internal.config.yaml.ObjectNodes;
import io.commitstatus.model.Alert;
import io.commitstatus.model.Problem;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads sources into documents: first all of them, then what each is by itself, then what they are to each other. */
public final class ConfigurationParser {
    private final Options options;
    private final DocumentReader reader;
    private final SourceFiles sources;

    /** Starts with no documents. */
    public ConfigurationParser(Options options) {
        this.options = options;
        this.reader = new DocumentReader(options.strict());
        this.sources = new SourceFiles(reader);
    }

    /** Reads a file, or the files of a directory. */
    public void path(Path path) {
        sources.path(path);
    }

    /** Reads a stream to its end. */
    public void stream(InputStream stream, String source) throws IOException {
        sources.stream(stream, source);
    }

    /** Reads a text. */
    public void text(String text, String source) {
        sources.text(text, source);
    }

    /** Reads objects, as a Kubernetes client hands them. */
    public void objects(Collection<? extends Map<String, ?>> objects) {
        int index = 0;
        for (Map<String, ?> object : objects) {
            SourceLocation place = new SourceLocation("<objects>[" + index++ + "]" + named(object), 0, 0);
            try {
                reader.read(ObjectNodes.of(object, place));
            } catch (BrokenYamlException e) {
                reader.broken(place, e.message());
            } catch (RuntimeException | StackOverflowError e) {
                reader.broken(place, BrokenYamlException.of(place, e).message());
            }
        }
    }

    private static String named(Map<String, ?> object) {
        return object.get("kind") instanceof String kind
                        && object.get("metadata") instanceof Map<?, ?> metadata
                        && metadata.get("name") instanceof String name
                ? " " + kind + " " + (metadata.get("namespace") instanceof String namespace ? namespace + "/" : "")
                        + name
                : "";
    }

    /**
     * The only document, checked by itself: what it names is not looked for.
     *
     * @param kind of the one that is wanted
     */
    public Single single(String kind) {
        List<ParsedDocument> all = reader.documents();
        List<Problem> problems = new ArrayList<>();
        boolean usable = !all.isEmpty();
        for (ParsedDocument document : all) {
            usable &= check(document);
            document.report().findings().forEach(it -> problems.add(it.problem()));
        }
        List<String> kinds = all.stream()
                .flatMap(it -> Stream.ofNullable(it.subject()).map(DocumentId::kind))
                .toList();
        if (!kinds.equals(List.of(kind)) && problems.isEmpty()) {
            String found = kinds.isEmpty() ? "no Provider, Alert or Secret" : String.join(", ", kinds);
            problems.add(new Problem(
                    Problem.Level.ERROR, "<document>", 0, 0, "", "there is " + found + "; give exactly one " + kind));
        }
        return new Single(usable && kinds.equals(List.of(kind)) ? all.get(0).model() : null, List.copyOf(problems));
    }

    /** A document, null where it cannot be used, and what is wrong with it. */
    public record Single(@Nullable Object model, List<Problem> problems) {}

    /** {@return whether it can be used} */
    private boolean check(ParsedDocument document) {
        boolean excluded = false;
        if (document.model() instanceof Provider provider) {
            excluded = new ProviderCheck(options, provider, document.locator(), document.report())
                    .itself(Optional.empty())
                    .isPresent();
        } else if (document.model() instanceof Alert alert) {
            new AlertCheck(alert, document.locator(), document.report()).run();
        } else if (document.model() instanceof Secret secret) {
            SecretCheck.run(secret.name(), document.locator(), document.report());
        }
        return !excluded && !document.report().broken();
    }

    /** {@return the documents, checked} */
    public Documents finish() {
        return Documents.none(options).with(reader.documents());
    }
}
