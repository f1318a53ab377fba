package io.commitstatus.internal.config;

import io.commitstatus.internal.config.check.Options;
import io.commitstatus.internal.config.read.DocumentReader;
import io.commitstatus.internal.config.read.SourceFiles;
import io.commitstatus.internal.config.report.SourceLocation;
import io.commitstatus.internal.config.yaml.BrokenYamlException;
import io.commitstatus.internal.config.yaml.ObjectNodes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;

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

    /** {@return the documents, checked} */
    public Documents finish() {
        return Documents.none(options).with(reader.documents());
    }
}
