package io.commitstatus.model;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One commit status: what is to be shown, under which key, on which commit. Immutable.
 *
 * <pre>{@code
 * CommitStatus status = CommitStatus.builder(sha, "deploy/prod", CommitState.FAILURE)
 *         .description("the health check failed")
 *         .targetUrl(URI.create("https://ci.example.com/runs/7"))
 *         .build();
 * }</pre>
 *
 * <p>A key is one register on the commit: a later status of the same key takes the place of the earlier one.
 *
 * @since 0.1
 */
public final class CommitStatus {

    private final String commit;
    private final String key;
    private final String name;
    private final CommitState state;
    private final String description;
    private final @Nullable URI targetUrl;
    private final @Nullable String ref;
    private final @Nullable String group;

    private CommitStatus(Builder builder) {
        this.commit = builder.commit;
        this.key = builder.key;
        this.name = builder.name == null ? builder.key : builder.name;
        this.state = builder.state;
        this.description = builder.description;
        this.targetUrl = builder.targetUrl;
        this.ref = builder.ref;
        this.group = builder.group;
    }

    /**
     * A successful status without a target URL.
     *
     * @throws IllegalArgumentException in the same cases as {@link #builder}
     */
    public static CommitStatus success(String commit, String key, String description) {
        return builder(commit, key, CommitState.SUCCESS)
                .description(description)
                .build();
    }

    /**
     * A failed status without a target URL.
     *
     * @throws IllegalArgumentException in the same cases as {@link #builder}
     */
    public static CommitStatus failure(String commit, String key, String description) {
        return builder(commit, key, CommitState.FAILURE)
                .description(description)
                .build();
    }

    /**
     * A pending status without a target URL.
     *
     * @throws IllegalArgumentException in the same cases as {@link #builder}
     */
    public static CommitStatus pending(String commit, String key, String description) {
        return builder(commit, key, CommitState.PENDING)
                .description(description)
                .build();
    }

    /**
     * Returns a builder of a status.
     *
     * @param commit the full commit id, 40 or 64 hexadecimal digits; stored in lower case
     * @param key the register on the commit, such as {@code deploy/prod}
     * @param state what happened
     * @throws IllegalArgumentException when the commit is not a full commit id, or the key is blank
     */
    public static Builder builder(String commit, String key, CommitState state) {
        return new Builder(commit, key, state);
    }

    /** Returns a builder with the values of this status. */
    public Builder toBuilder() {
        Builder builder = new Builder(commit, key, state).description(description);
        builder.name = name.equals(key) ? null : name;
        builder.targetUrl = targetUrl;
        builder.ref = ref;
        builder.group = group;
        return builder;
    }

    /** {@return the commit id, 40 or 64 lower-case hexadecimal digits} */
    public String commit() {
        return commit;
    }

    /** {@return the register on the commit} */
    public String key() {
        return key;
    }

    /** {@return the visible name, by default the key; only vendors that keep the two apart show it} */
    public String name() {
        return name;
    }

    /** {@return what happened} */
    public CommitState state() {
        return state;
    }

    /** {@return one line about it, possibly empty} */
    public String description() {
        return description;
    }

    /** {@return the page that tells more} */
    public Optional<URI> targetUrl() {
        return Optional.ofNullable(targetUrl);
    }

    /** {@return the branch or tag that the commit was found on, such as {@code main} or {@code refs/tags/v1.0}} */
    public Optional<String> ref() {
        return Optional.ofNullable(ref);
    }

    /** {@return the name of the branch or tag alone, such as {@code v1.0} for {@code refs/tags/v1.0}} */
    public Optional<String> refName() {
        return ref().map(it -> it.replaceFirst("^refs/(heads|tags)/", ""));
    }

    /** {@return what the vendor groups statuses by, beyond the key, where it does} */
    public Optional<String> group() {
        return Optional.ofNullable(group);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CommitStatus that
                && commit.equals(that.commit)
                && key.equals(that.key)
                && name.equals(that.name)
                && state == that.state
                && description.equals(that.description)
                && Objects.equals(targetUrl, that.targetUrl)
                && Objects.equals(ref, that.ref)
                && Objects.equals(group, that.group);
    }

    @Override
    public int hashCode() {
        return Objects.hash(commit, key, state, description);
    }

    /** {@return such as {@code 1a2b3c4d deploy/prod success "rolled out"}} */
    @Override
    public String toString() {
        return commit.substring(0, 8) + " " + key + " " + state + " \"" + description + "\"";
    }

    /** Builds a status. Not thread-safe. */
    public static final class Builder {
        private String commit;
        private String key;
        private CommitState state;
        private String description = "";
        private @Nullable String name;
        private @Nullable URI targetUrl;
        private @Nullable String ref;
        private @Nullable String group;

        private Builder(String commit, String key, CommitState state) {
            Objects.requireNonNull(commit, "commit must not be null");
            String folded = commit.toLowerCase(Locale.ROOT);
            if (!isCommit(folded)) {
                throw new IllegalArgumentException("\"" + CleanText.name(commit)
                        + "\" is not a commit; give the full id, 40 or 64 hexadecimal digits, never an abbreviation");
            }
            this.commit = folded;
            this.key = requireKey(key);
            this.state = Objects.requireNonNull(state, "state must not be null");
        }

        /** Without a regular expression, since every status is looked at so, more than once. */
        private static boolean isCommit(String text) {
            boolean isHex = true;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                isHex &= (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
            }
            return isHex && (text.length() == 40 || text.length() == 64);
        }

        private static String requireKey(String key) {
            Objects.requireNonNull(key, "key must not be null");
            if (key.isBlank()) {
                throw new IllegalArgumentException("a commit status needs a key, such as deploy/prod");
            }
            return key;
        }

        /**
         * The register on the commit.
         *
         * @throws IllegalArgumentException when it is blank
         */
        public Builder key(String key) {
            this.key = requireKey(key);
            return this;
        }

        /** What happened. */
        public Builder state(CommitState state) {
            this.state = Objects.requireNonNull(state, "state must not be null");
            return this;
        }

        /** One line about it; default empty. Too long for a vendor, it is shortened on delivery. */
        public Builder description(String description) {
            this.description = Objects.requireNonNull(description, "description must not be null");
            return this;
        }

        /** The visible name; default: the key. */
        public Builder name(String name) {
            this.name = Objects.requireNonNull(name, "name must not be null");
            return this;
        }

        /**
         * The page that tells more, which is kept in ASCII, scheme and host in lower case; default none.
         *
         * @throws IllegalArgumentException when it is not an absolute http or https URL
         */
        public Builder targetUrl(URI targetUrl) {
            Objects.requireNonNull(targetUrl, "targetUrl must not be null");
            this.targetUrl = TargetUrls.ascii(targetUrl);
            return this;
        }

        /**
         * The branch or tag that the commit was found on, as {@code refs/heads/…}, {@code refs/tags/…}, or by its name
         * alone, which is taken for a branch where the vendor tells them apart; default none.
         */
        public Builder ref(String ref) {
            this.ref = Objects.requireNonNull(ref, "ref must not be null");
            return this;
        }

        /** What the vendor groups statuses by, beyond the key; default none. */
        public Builder group(String group) {
            this.group = Objects.requireNonNull(group, "group must not be null");
            return this;
        }

        /** {@return the status} */
        public CommitStatus build() {
            return new CommitStatus(this);
        }
    }
}
