package io.commitstatus.spi;

/**
 * What fits into a status at a vendor. Lengths are in Unicode code points, not bytes; {@link Integer#MAX_VALUE}, the
 * default, is no limit. Immutable.
 *
 * <pre>{@code
 * StatusLimits limits = StatusLimits.builder().key(255).description(140).targetUrlRequired(true).build();
 * }</pre>
 *
 * @since 0.1
 */
public final class StatusLimits {
    private final int key;
    private final int name;
    private final int description;
    private final int targetUrl;
    private final boolean targetUrlRequired;
    private final boolean sha256;

    private StatusLimits(Builder builder) {
        this.key = builder.key;
        this.name = builder.name;
        this.description = builder.description;
        this.targetUrl = builder.targetUrl;
        this.targetUrlRequired = builder.targetUrlRequired;
        this.sha256 = builder.sha256;
    }

    /** Returns a builder with no limits at all, no target URL required, and SHA-1 commits only. */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the longest key; a longer one becomes a prefix and a hash} */
    public int key() {
        return key;
    }

    /** {@return the longest visible name; a longer one is cut, with an ellipsis} */
    public int name() {
        return name;
    }

    /** {@return the longest description; a longer one is cut, with an ellipsis} */
    public int description() {
        return description;
    }

    /** {@return the longest target URL; a longer one gives way to the commit's page, or is left out} */
    public int targetUrl() {
        return targetUrl;
    }

    /** {@return whether a status must have a target URL; the commit's page is the fallback} */
    public boolean targetUrlRequired() {
        return targetUrlRequired;
    }

    /** {@return whether commits of 64 digits exist there} */
    public boolean sha256() {
        return sha256;
    }

    /** Builds limits. Not thread-safe. */
    public static final class Builder {
        private int key = Integer.MAX_VALUE;
        private int name = Integer.MAX_VALUE;
        private int description = Integer.MAX_VALUE;
        private int targetUrl = Integer.MAX_VALUE;
        private boolean targetUrlRequired;
        private boolean sha256;

        private Builder() {}

        /** The longest key. */
        public Builder key(int codePoints) {
            this.key = codePoints;
            return this;
        }

        /** The longest visible name. */
        public Builder name(int codePoints) {
            this.name = codePoints;
            return this;
        }

        /** The longest description. */
        public Builder description(int codePoints) {
            this.description = codePoints;
            return this;
        }

        /** The longest target URL. */
        public Builder targetUrl(int codePoints) {
            this.targetUrl = codePoints;
            return this;
        }

        /** Whether a status must have a target URL; default false. */
        public Builder targetUrlRequired(boolean required) {
            this.targetUrlRequired = required;
            return this;
        }

        /** Whether commits of 64 digits exist there; default false. */
        public Builder sha256(boolean sha256) {
            this.sha256 = sha256;
            return this;
        }

        /** {@return the limits} */
        public StatusLimits build() {
            return new StatusLimits(this);
        }
    }
}
