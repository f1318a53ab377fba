package io.commitstatus;

import io.commitstatus.internal.config.ConfigurationParser;
import io.commitstatus.internal.config.Documents;
import io.commitstatus.internal.config.check.Options;
import io.commitstatus.internal.publishers.Publishers;
import io.commitstatus.internal.publishers.StatusExpressions;
import io.commitstatus.model.ConfigurationException;
import io.commitstatus.model.Problem;
import io.commitstatus.policy.SecretResolver;
import io.commitstatus.spi.CommitStatusPublisher;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@link Configuration} with options. Not thread-safe.
 *
 * <pre>{@code
 * Configuration configuration = Configuration.reader().strict(true).load(Path.of("statuses"));
 * }</pre>
 *
 * <p>API versions {@code notification.toolkit.fluxcd.io/v1beta1} to {@code v1beta3} and {@code v1} are read alike, also
 * within lists as {@code kubectl get} prints them. Documents of other kinds are passed over. A source may have 64 MiB, 100
 * levels and aliases for 100 000 values.
 *
 * <p>An error makes a document unusable; a warning says that something in it has no effect. Without {@link #lenient},
 * an error throws {@link ConfigurationException} with all problems, warnings included, for one often explains the other.
 *
 * @since 0.1
 */
public final class ConfigurationReader {
    private boolean strict;
    private boolean lenient;
    private boolean commitStatusExpr;
    private @Nullable Collection<? extends CommitStatusPublisher> publishers;
    private final List<CommitStatusPublisher> added = new ArrayList<>();

    ConfigurationReader() {}

    /** Whether warnings are errors; default false. */
    public ConfigurationReader strict(boolean strict) {
        this.strict = strict;
        return this;
    }

    /**
     * Whether broken documents are left out and listed, rather than all refused; default false. A Provider whose Secret is
     * missing stays, because another {@link SecretResolver} may have it; an Alert whose Provider is missing waits for it.
     */
    public ConfigurationReader lenient(boolean lenient) {
        this.lenient = lenient;
        return this;
    }

    /** The publishers that there are; default those on the class path. */
    public ConfigurationReader publishers(Collection<? extends CommitStatusPublisher> publishers) {
        this.publishers = List.copyOf(publishers);
        return this;
    }

    /**
     * Adds a publisher, beside those that there are; it takes the place of one of the same type. The twin of {@link
     * RouterBuilder#publisher}, which the router needs as well.
     */
    public ConfigurationReader publisher(CommitStatusPublisher publisher) {
        added.add(Objects.requireNonNull(publisher, "publisher"));
        return this;
    }

    /**
     * Whether {@code spec.commitStatusExpr} is understood by a strategy for the status key that the router is given; default
     * false: then it is compiled by the module {@code commitstatus-cel}, and it is an error where that is not installed, because
     * without it the key would silently be another.
     */
    public ConfigurationReader commitStatusExpr(boolean supported) {
        this.commitStatusExpr = supported;
        return this;
    }

    /**
     * Reads files, and the {@code .yaml}, {@code .yml} and {@code .json} files of directories and their subdirectories.
     * Hidden ones are left out. What cannot be read is a problem as well.
     *
     * @throws ConfigurationException with all problems, when anything is wrong and this is not lenient
     */
    public Configuration load(Path... filesOrDirectories) {
        ConfigurationParser reading = reading();
        for (Path path : filesOrDirectories) {
            reading.path(path);
        }
        return finish(reading);
    }

    /**
     * Reads a stream to its end, and leaves it open.
     *
     * @param sourceName the name that problems show in place of a file
     * @throws IOException when the stream does
     * @throws ConfigurationException with all problems, when anything is wrong and this is not lenient
     */
    public Configuration read(InputStream stream, String sourceName) throws IOException {
        ConfigurationParser reading = reading();
        reading.stream(stream, Objects.requireNonNull(sourceName));
        return finish(reading);
    }

    /**
     * Reads YAML or JSON.
     *
     * @throws ConfigurationException with all problems, when anything is wrong and this is not lenient
     */
    public Configuration parse(String yaml) {
        ConfigurationParser reading = reading();
        reading.text(yaml, "<string>");
        return finish(reading);
    }

    /**
     * Takes objects as a Kubernetes client hands them: maps, lists, texts, numbers and booleans.
     *
     * @throws ConfigurationException with all problems, when anything is wrong and this is not lenient
     */
    public Configuration objects(Collection<? extends Map<String, ?>> objects) {
        ConfigurationParser reading = reading();
        reading.objects(objects);
        return finish(reading);
    }

    private ConfigurationParser reading() {
        return new ConfigurationParser(
                new Options(strict, lenient, commitStatusExpr, known(), StatusExpressions.discovered()));
    }

    private Configuration finish(ConfigurationParser reading) {
        Documents documents = reading.finish();
        List<Problem> problems = documents.problems();
        if (!lenient && problems.stream().anyMatch(it -> it.level() == Problem.Level.ERROR)) {
            throw new ConfigurationException(problems);
        }
        return Configuration.of(documents);
    }

    private NavigableMap<String, CommitStatusPublisher> known() {
        NavigableMap<String, CommitStatusPublisher> known =
                new TreeMap<>(publishers == null ? Publishers.discovered() : Publishers.of(publishers));
        known.putAll(Publishers.of(added));
        return known;
    }
}
