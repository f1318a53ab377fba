package io.commitstatus;

import io.commitstatus.internal.config.ConfigurationParser;
import io.commitstatus.internal.config.Documents;
import io.commitstatus.internal.config.check.Options;
import io.commitstatus.internal.config.report.DocumentId;
import io.commitstatus.internal.publishers.Publishers;
import io.commitstatus.internal.publishers.StatusExpressions;
import io.commitstatus.model.Alert;
import io.commitstatus.model.ConfigurationException;
import io.commitstatus.model.Problem;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
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
import java.util.function.Consumer;
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
    private static final String TEXT = "<string>";

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
        Objects.requireNonNull(publishers, "publishers must not be null");
        this.publishers = List.copyOf(publishers);
        return this;
    }

    /**
     * Adds a publisher, beside those that there are; it takes the place of one of the same type. The twin of {@link
     * RouterBuilder#publisher}, which the router needs as well.
     */
    public ConfigurationReader publisher(CommitStatusPublisher publisher) {
        added.add(Objects.requireNonNull(publisher, "publisher must not be null"));
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
        Objects.requireNonNull(filesOrDirectories, "filesOrDirectories must not be null");
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
        Objects.requireNonNull(stream, "stream must not be null");
        ConfigurationParser reading = reading();
        reading.stream(stream, Objects.requireNonNull(sourceName, "sourceName must not be null"));
        return finish(reading);
    }

    /**
     * Reads YAML or JSON.
     *
     * @throws ConfigurationException with all problems, when anything is wrong and this is not lenient
     */
    public Configuration parse(String yaml) {
        Objects.requireNonNull(yaml, "yaml must not be null");
        ConfigurationParser reading = reading();
        reading.text(yaml, TEXT);
        return finish(reading);
    }

    /**
     * Takes objects as a Kubernetes client hands them: maps, lists, texts, numbers and booleans.
     *
     * @throws ConfigurationException with all problems, when anything is wrong and this is not lenient
     */
    public Configuration objects(Collection<? extends Map<String, ?>> objects) {
        Objects.requireNonNull(objects, "objects must not be null");
        ConfigurationParser reading = reading();
        reading.objects(objects);
        return finish(reading);
    }

    /**
     * Takes one Provider as a Kubernetes client hands it. It is checked by itself: whether its Secrets are there is told when it
     * is put into a configuration.
     */
    public Parsed<Provider> provider(Map<String, ?> object) {
        Objects.requireNonNull(object, "object must not be null");
        return single(DocumentId.PROVIDER, Provider.class, it -> it.objects(List.of(object)));
    }

    /** Reads one Provider of YAML or JSON; the same otherwise. */
    public Parsed<Provider> provider(String yaml) {
        Objects.requireNonNull(yaml, "yaml must not be null");
        return single(DocumentId.PROVIDER, Provider.class, it -> it.text(yaml, TEXT));
    }

    /**
     * Takes one Alert as a Kubernetes client hands it. It is checked by itself: whether its Provider is there is told when it
     * is put into a configuration.
     */
    public Parsed<Alert> alert(Map<String, ?> object) {
        Objects.requireNonNull(object, "object must not be null");
        return single(DocumentId.ALERT, Alert.class, it -> it.objects(List.of(object)));
    }

    /** Reads one Alert of YAML or JSON; the same otherwise. */
    public Parsed<Alert> alert(String yaml) {
        Objects.requireNonNull(yaml, "yaml must not be null");
        return single(DocumentId.ALERT, Alert.class, it -> it.text(yaml, TEXT));
    }

    /** Takes one Secret as a Kubernetes client hands it. */
    public Parsed<Secret> secret(Map<String, ?> object) {
        Objects.requireNonNull(object, "object must not be null");
        return single(DocumentId.SECRET, Secret.class, it -> it.objects(List.of(object)));
    }

    /** Reads one Secret of YAML or JSON. */
    public Parsed<Secret> secret(String yaml) {
        Objects.requireNonNull(yaml, "yaml must not be null");
        return single(DocumentId.SECRET, Secret.class, it -> it.text(yaml, TEXT));
    }

    private <T> Parsed<T> single(String kind, Class<T> type, Consumer<ConfigurationParser> source) {
        ConfigurationParser reading = reading();
        source.accept(reading);
        ConfigurationParser.Single read = reading.single(kind);
        return new Parsed<>(type.cast(read.model()), read.problems());
    }

    /** Returns a builder of an empty configuration, whose documents are held to these options. */
    public Configuration.Builder builder() {
        return new Configuration.Builder(Documents.none(options()));
    }

    private ConfigurationParser reading() {
        return new ConfigurationParser(options());
    }

    private Options options() {
        return new Options(strict, lenient, commitStatusExpr, known(), StatusExpressions.discovered());
    }

    private static Configuration finish(ConfigurationParser reading) {
        return checked(reading.finish());
    }

    static Configuration checked(Documents documents) {
        List<Problem> problems = documents.problems();
        boolean lenient = documents.options().lenient();
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
