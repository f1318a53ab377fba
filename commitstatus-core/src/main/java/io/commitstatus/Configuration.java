package io.commitstatus;

import io.commitstatus.model.Alert;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Problem;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Providers, Alerts and Secrets, read from Flux's YAML or built. Immutable. */
public final class Configuration {
    private final Map<NamespacedName, Provider> providers;
    private final Map<NamespacedName, Alert> alerts;
    private final Map<NamespacedName, Secret> secrets;
    private final List<Problem> problems;

    private Configuration(Builder builder) {
        this.providers = Collections.unmodifiableMap(new TreeMap<>(builder.providers));
        this.alerts = Collections.unmodifiableMap(new TreeMap<>(builder.alerts));
        this.secrets = Collections.unmodifiableMap(new TreeMap<>(builder.secrets));
        this.problems = List.copyOf(builder.problems);
    }

    /** Begins an empty configuration. */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the Providers, by name} */
    public Collection<Provider> providers() {
        return providers.values();
    }

    /** {@return the Provider of that name} */
    public Optional<Provider> provider(NamespacedName name) {
        return Optional.ofNullable(providers.get(name));
    }

    /** {@return the Alerts, by name} */
    public Collection<Alert> alerts() {
        return alerts.values();
    }

    /** {@return the Secret of that name} */
    public Optional<Secret> secret(NamespacedName name) {
        return Optional.ofNullable(secrets.get(name));
    }

    /** {@return what was wrong or doubtful} */
    public List<Problem> problems() {
        return problems;
    }

    /** {@return whether broken documents were left out rather than refused} */
    public boolean isLenient() {
        return false;
    }

    /** Collects a configuration. Not thread-safe. */
    public static final class Builder {
        private final Map<NamespacedName, Provider> providers = new TreeMap<>();
        private final Map<NamespacedName, Alert> alerts = new TreeMap<>();
        private final Map<NamespacedName, Secret> secrets = new TreeMap<>();
        private List<Problem> problems = List.of();

        private Builder() {}

        /** Adds a Provider, or replaces the one of that name. */
        public Builder put(Provider provider) {
            providers.put(provider.name(), provider);
            return this;
        }

        /** Adds an Alert, or replaces the one of that name. */
        public Builder put(Alert alert) {
            alerts.put(alert.name(), alert);
            return this;
        }

        /** Adds a Secret, or replaces the one of that name. */
        public Builder put(Secret secret) {
            secrets.put(secret.name(), secret);
            return this;
        }

        Builder problems(List<Problem> problems) {
            this.problems = problems;
            return this;
        }

        /** {@return the configuration} */
        public Configuration build() {
            return new Configuration(this);
        }
    }
}
