package io.commitstatus.model;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Flux Provider: one repository at a Git host, and the Secret with which to write there. Immutable.
 *
 * <pre>{@code
 * Provider provider = Provider.builder("team/app").type("github")
 *         .address("https://github.com/my-org/my-repo")
 *         .secretRef("github-token")
 *         .build();
 * }</pre>
 *
 * @since 0.1
 */
public final class Provider {
    /** How long one request may take where the Provider does not say: 15 seconds, as in Flux. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(15);

    /** The longest time that one request may take: a row is leased for a few requests, and a killed process holds it for that time. */
    public static final Duration MAX_TIMEOUT = Duration.ofMinutes(10);

    /** Annotation: the vendor's API root, where the address alone does not tell it. */
    public static final String API_URL = "commitstatus.io/api-url";

    /** Annotation: the last part of the status key, where the Provider has no uid to take it from. */
    public static final String KEY_SUFFIX = "commitstatus.io/key-suffix";

    private final NamespacedName name;
    private final @Nullable String uid;
    private final Map<String, String> annotations;
    private final String type;
    private final @Nullable String address;
    private final @Nullable String username;
    private final @Nullable String channel;
    private final @Nullable String secretRef;
    private final @Nullable String certSecretRef;
    private final @Nullable String proxySecretRef;
    private final @Nullable String proxy;
    private final @Nullable String serviceAccountName;
    private final @Nullable String commitStatusExpr;
    private final Duration timeout;
    private final boolean suspended;

    private Provider(Builder builder, String type) {
        this.name = builder.name;
        this.uid = builder.uid;
        this.annotations = Map.copyOf(builder.annotations);
        this.type = type;
        this.address = builder.address;
        this.username = builder.username;
        this.channel = builder.channel;
        this.secretRef = builder.secretRef;
        this.certSecretRef = builder.certSecretRef;
        this.proxySecretRef = builder.proxySecretRef;
        this.proxy = builder.proxy;
        this.serviceAccountName = builder.serviceAccountName;
        this.commitStatusExpr = builder.commitStatusExpr;
        this.timeout = builder.timeout;
        this.suspended = builder.suspended;
    }

    /** Returns a builder of a Provider, which needs a {@link Builder#type}. */
    public static Builder builder(NamespacedName name) {
        return new Builder(name);
    }

    /**
     * The same, by {@code namespace/name}.
     *
     * @throws IllegalArgumentException when that is not a namespace and a name
     */
    public static Builder builder(String name) {
        return builder(NamespacedName.parse(name));
    }

    /** Returns a builder with the values of this Provider. */
    public Builder toBuilder() {
        Builder builder = new Builder(name).type(type).timeout(timeout).suspended(suspended);
        builder.annotations.putAll(annotations);
        builder.uid = uid;
        builder.address = address;
        builder.username = username;
        builder.channel = channel;
        builder.secretRef = secretRef;
        builder.certSecretRef = certSecretRef;
        builder.proxySecretRef = proxySecretRef;
        builder.proxy = proxy;
        builder.serviceAccountName = serviceAccountName;
        builder.commitStatusExpr = commitStatusExpr;
        return builder;
    }

    /** {@return the Provider's name} */
    public NamespacedName name() {
        return name;
    }

    /** {@return the unique id that the cluster gave it; absent in YAML from a file} */
    public Optional<String> uid() {
        return Optional.ofNullable(uid);
    }

    /** {@return all annotations} */
    public Map<String, String> annotations() {
        return annotations;
    }

    /** {@return the value of an annotation} */
    public Optional<String> annotation(String key) {
        return Optional.ofNullable(annotations.get(key));
    }

    /** {@return the type, such as {@code github}} */
    public String type() {
        return type;
    }

    /** {@return the repository's address} */
    public Optional<String> address() {
        return Optional.ofNullable(address);
    }

    /** {@return the user name, where it is not in the Secret} */
    public Optional<String> username() {
        return Optional.ofNullable(username);
    }

    /** {@return the channel, which no Git host uses} */
    public Optional<String> channel() {
        return Optional.ofNullable(channel);
    }

    /** {@return the Secret with the credentials} */
    public Optional<NamespacedName> secretRef() {
        return inNamespace(secretRef);
    }

    /** {@return the Secret with {@code ca.crt}, {@code tls.crt} and {@code tls.key}} */
    public Optional<NamespacedName> certSecretRef() {
        return inNamespace(certSecretRef);
    }

    /** {@return the Secret with the proxy's {@code address}, {@code username} and {@code password}} */
    public Optional<NamespacedName> proxySecretRef() {
        return inNamespace(proxySecretRef);
    }

    /** {@return the proxy's address, in the deprecated form without credentials} */
    public Optional<String> proxy() {
        return Optional.ofNullable(proxy);
    }

    /** {@return the service account for workload identity} */
    public Optional<String> serviceAccountName() {
        return Optional.ofNullable(serviceAccountName);
    }

    /** {@return the CEL expression that makes the status key} */
    public Optional<String> commitStatusExpr() {
        return Optional.ofNullable(commitStatusExpr);
    }

    /** {@return how long one request may take, answer included; default {@link #DEFAULT_TIMEOUT}} */
    public Duration timeout() {
        return timeout;
    }

    /** {@return whether nothing is sent for now} */
    public boolean suspended() {
        return suspended;
    }

    private Optional<NamespacedName> inNamespace(@Nullable String other) {
        return Optional.ofNullable(other).map(it -> new NamespacedName(name.namespace(), it));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Provider that
                && name.equals(that.name)
                && Objects.equals(uid, that.uid)
                && annotations.equals(that.annotations)
                && type.equals(that.type)
                && Objects.equals(address, that.address)
                && Objects.equals(username, that.username)
                && Objects.equals(channel, that.channel)
                && Objects.equals(secretRef, that.secretRef)
                && Objects.equals(certSecretRef, that.certSecretRef)
                && Objects.equals(proxySecretRef, that.proxySecretRef)
                && Objects.equals(proxy, that.proxy)
                && Objects.equals(serviceAccountName, that.serviceAccountName)
                && Objects.equals(commitStatusExpr, that.commitStatusExpr)
                && timeout.equals(that.timeout)
                && suspended == that.suspended;
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, type, address);
    }

    /** {@return name and type; the address may carry a password and is left out} */
    @Override
    public String toString() {
        return "Provider " + name + " (" + type + ")";
    }

    /** Builds a Provider. Not thread-safe. */
    public static final class Builder {
        private final NamespacedName name;
        private @Nullable String type;
        private final Map<String, String> annotations = new LinkedHashMap<>();
        private @Nullable String uid;
        private @Nullable String address;
        private @Nullable String username;
        private @Nullable String channel;
        private @Nullable String secretRef;
        private @Nullable String certSecretRef;
        private @Nullable String proxySecretRef;
        private @Nullable String proxy;
        private @Nullable String serviceAccountName;
        private @Nullable String commitStatusExpr;
        private Duration timeout = DEFAULT_TIMEOUT;
        private boolean suspended;

        private Builder(NamespacedName name) {
            this.name = Objects.requireNonNull(name, "name must not be null");
        }

        /** The type, such as {@code github}; required. */
        public Builder type(String type) {
            this.type = Objects.requireNonNull(type, "type must not be null");
            return this;
        }

        /** The unique id that the cluster gave it. */
        public Builder uid(String uid) {
            this.uid = Objects.requireNonNull(uid, "uid must not be null");
            return this;
        }

        /** Adds an annotation. */
        public Builder annotation(String key, String value) {
            annotations.put(
                    Objects.requireNonNull(key, "key must not be null"),
                    Objects.requireNonNull(value, "value must not be null"));
            return this;
        }

        /** The repository's address. */
        public Builder address(String address) {
            this.address = Objects.requireNonNull(address, "address must not be null");
            return this;
        }

        /** The user name, where it is not in the Secret. */
        public Builder username(String username) {
            this.username = Objects.requireNonNull(username, "username must not be null");
            return this;
        }

        /** The channel, which no Git host uses. */
        public Builder channel(String channel) {
            this.channel = Objects.requireNonNull(channel, "channel must not be null");
            return this;
        }

        /** The name of the Secret with the credentials, in the Provider's namespace. */
        public Builder secretRef(String secretRef) {
            this.secretRef = Objects.requireNonNull(secretRef, "secretRef must not be null");
            return this;
        }

        /** The name of the Secret with the TLS files, in the Provider's namespace. */
        public Builder certSecretRef(String certSecretRef) {
            this.certSecretRef = Objects.requireNonNull(certSecretRef, "certSecretRef must not be null");
            return this;
        }

        /** The name of the Secret with the proxy, in the Provider's namespace. */
        public Builder proxySecretRef(String proxySecretRef) {
            this.proxySecretRef = Objects.requireNonNull(proxySecretRef, "proxySecretRef must not be null");
            return this;
        }

        /** The proxy's address, in the deprecated form without credentials. */
        public Builder proxy(String proxy) {
            this.proxy = Objects.requireNonNull(proxy, "proxy must not be null");
            return this;
        }

        /** The service account for workload identity. */
        public Builder serviceAccountName(String serviceAccountName) {
            this.serviceAccountName = Objects.requireNonNull(serviceAccountName, "serviceAccountName must not be null");
            return this;
        }

        /** The CEL expression that makes the status key. */
        public Builder commitStatusExpr(String commitStatusExpr) {
            this.commitStatusExpr = Objects.requireNonNull(commitStatusExpr, "commitStatusExpr must not be null");
            return this;
        }

        /**
         * How long one request may take, answer included; default {@link Provider#DEFAULT_TIMEOUT}, at most {@link
         * Provider#MAX_TIMEOUT}.
         *
         * @throws IllegalArgumentException when it is not positive, or too long
         */
        public Builder timeout(Duration timeout) {
            Objects.requireNonNull(timeout, "timeout must not be null");
            if (timeout.isZero() || timeout.isNegative()) {
                throw new IllegalArgumentException("timeout must be positive (was " + GoDuration.text(timeout) + ")");
            }
            if (timeout.compareTo(MAX_TIMEOUT) > 0) {
                throw new IllegalArgumentException("a timeout of " + GoDuration.text(timeout)
                        + " is too long for one request; give at most " + GoDuration.text(MAX_TIMEOUT));
            }
            this.timeout = timeout;
            return this;
        }

        /** Whether nothing is sent for now; default false. */
        public Builder suspended(boolean suspended) {
            this.suspended = suspended;
            return this;
        }

        /**
         * {@return the Provider}
         *
         * @throws IllegalStateException when it has no type
         */
        public Provider build() {
            if (type == null) {
                throw new IllegalStateException("Provider " + name + " has no type; call type(\"…\")");
            }
            return new Provider(this, type);
        }
    }
}
