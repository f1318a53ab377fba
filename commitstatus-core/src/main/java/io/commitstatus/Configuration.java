package io.commitstatus;

import io.commitstatus.internal.config.Changes;
import io.commitstatus.internal.config.Documents;
import io.commitstatus.internal.config.report.DocumentId;
import io.commitstatus.model.Alert;
import io.commitstatus.model.ConfigurationException;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Problem;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.policy.SecretResolver;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Providers, Alerts and Secrets, read from Flux's YAML, handed over as objects, or built. Immutable.
 *
 * <pre>{@code
 * Configuration strict = Configuration.load(Path.of("statuses")); // throws when anything is wrong
 * Configuration lenient = Configuration.lenient(Path.of("statuses")); // leaves out what is
 * lenient.problems().forEach(System.err::println);
 * }</pre>
 *
 * <p>What is read or built is checked against the publishers on the class path. {@link #load}, {@link #parse}, {@link #of} and
 * {@link Builder#build} throw when anything is wrong, with all problems at once. {@link #lenient(Path...)} never does: it leaves
 * out what is broken by itself and lists it under {@link #problems}, and so do changes of its {@link #toBuilder}. {@link
 * #reader} has every option.
 *
 * @since 0.1
 */
public final class Configuration {
    private final Documents documents;

    private Configuration(Documents documents) {
        this.documents = documents;
    }

    /**
     * Reads files, and the {@code .yaml}, {@code .yml} and {@code .json} files of directories and their subdirectories.
     * Hidden ones are left out.
     *
     * @throws ConfigurationException with all problems, when anything is wrong
     */
    public static Configuration load(Path... filesOrDirectories) {
        return reader().load(filesOrDirectories);
    }

    /**
     * Reads YAML or JSON.
     *
     * @throws ConfigurationException with all problems, when anything is wrong
     */
    public static Configuration parse(String yaml) {
        return reader().parse(yaml);
    }

    /**
     * Takes objects as a Kubernetes client hands them: maps, lists, texts, numbers and booleans.
     *
     * @throws ConfigurationException with all problems, when anything is wrong
     */
    public static Configuration of(Collection<? extends Map<String, ?>> objects) {
        return reader().objects(objects);
    }

    /** Reads files and directories, leaves out what is broken, and lists it under {@link #problems}. */
    public static Configuration lenient(Path... filesOrDirectories) {
        return reader().lenient(true).load(filesOrDirectories);
    }

    /** Takes objects, leaves out what is broken, and lists it under {@link #problems}. */
    public static Configuration lenient(Collection<? extends Map<String, ?>> objects) {
        return reader().lenient(true).objects(objects);
    }

    /** Returns a reader with options. */
    public static ConfigurationReader reader() {
        return new ConfigurationReader();
    }

    /**
     * Returns a builder of an empty configuration, checked against the publishers on the class path, and not lenient; see {@link
     * ConfigurationReader#builder} for one with options.
     */
    public static Builder builder() {
        return reader().builder();
    }

    static Configuration of(Documents documents) {
        return new Configuration(documents);
    }

    /**
     * Returns a builder with the values of this configuration. A change costs about as much as copying the list of the documents, whatever their
     * number.
     */
    public Builder toBuilder() {
        return new Builder(documents);
    }

    /** {@return the Providers, by name} */
    public Collection<Provider> providers() {
        return documents.providers().values();
    }

    /** {@return the Provider of that name} */
    public Optional<Provider> provider(NamespacedName name) {
        Objects.requireNonNull(name, "name must not be null");
        return Optional.ofNullable(documents.providers().get(name));
    }

    /**
     * The Alerts, by name. One whose Provider is missing is not among them, but waits: it is there when the Provider is put.
     *
     * @return the Alerts whose Provider is there
     */
    public Collection<Alert> alerts() {
        return documents.alerts().values();
    }

    /** The Alerts that hear events: those of {@link #alerts}, and those whose Provider is missing or broken. */
    Collection<Alert> heard() {
        return documents.heard();
    }

    /** {@return the Secret of that name} */
    public Optional<Secret> secret(NamespacedName name) {
        Objects.requireNonNull(name, "name must not be null");
        return Optional.ofNullable(documents.secrets().get(name));
    }

    /** {@return a resolver of the Secrets that the configuration holds} */
    public SecretResolver secrets() {
        return this::secret;
    }

    /**
     * What is wrong or doubtful, in the order of the documents: of what was read, and of what was put since. It ends when the
     * document is put again or removed, or the one that it lacks is put.
     *
     * @return the problems, possibly none
     */
    public List<Problem> problems() {
        return documents.problems();
    }

    /** {@return whether what is broken is left out, rather than refused together with everything else} */
    public boolean isLenient() {
        return documents.options().lenient();
    }

    /** Builds a changed configuration. Not thread-safe. */
    public static final class Builder {
        private final Documents documents;
        private final Changes changes = new Changes();

        Builder(Documents documents) {
            this.documents = documents;
        }

        /** Adds a Provider, or replaces the one of that name. */
        public Builder put(Provider provider) {
            Objects.requireNonNull(provider, "provider must not be null");
            changes.put(new DocumentId(DocumentId.PROVIDER, provider.name()), provider);
            return this;
        }

        /** Adds an Alert, or replaces the one of that name. */
        public Builder put(Alert alert) {
            Objects.requireNonNull(alert, "alert must not be null");
            changes.put(new DocumentId(DocumentId.ALERT, alert.name()), alert);
            return this;
        }

        /** Adds a Secret, or replaces the one of that name. */
        public Builder put(Secret secret) {
            Objects.requireNonNull(secret, "secret must not be null");
            changes.put(new DocumentId(DocumentId.SECRET, secret.name()), secret);
            return this;
        }

        /** Removes the Provider of that name, if there is one; its Alerts wait. */
        public Builder removeProvider(NamespacedName name) {
            Objects.requireNonNull(name, "name must not be null");
            changes.remove(new DocumentId(DocumentId.PROVIDER, name));
            return this;
        }

        /** Removes the Alert of that name, if there is one. */
        public Builder removeAlert(NamespacedName name) {
            Objects.requireNonNull(name, "name must not be null");
            changes.remove(new DocumentId(DocumentId.ALERT, name));
            return this;
        }

        /** Removes the Secret of that name, if there is one. */
        public Builder removeSecret(NamespacedName name) {
            Objects.requireNonNull(name, "name must not be null");
            changes.remove(new DocumentId(DocumentId.SECRET, name));
            return this;
        }

        /**
         * {@return the configuration}
         *
         * @throws ConfigurationException with all problems, when anything is wrong and this is not lenient
         */
        public Configuration build() {
            return ConfigurationReader.checked(documents.with(changes));
        }
    }
}
