package io.commitstatus.model;

import java.net.URI;
import java.util.Objects;

/**
 * A Git host's register, as one tenant sees it: it holds exactly one status, the newest. The Provider's namespace is part of it,
 * so that tenants share no register; its name is not: two Providers of one namespace on one repository share theirs.
 *
 * @param type the publisher's type
 * @param api the API's root
 * @param namespace the Provider's
 * @param repository the canonical repository
 * @param commit the commit id, lower case
 * @param key the vendor's key, case-folded where the vendor ignores case
 * @since 0.1
 */
public record DeliveryKey(String type, URI api, String namespace, String repository, String commit, String key) {

    /** Rejects null. */
    public DeliveryKey {
        Objects.requireNonNull(type, "type must not be null");
        Objects.requireNonNull(api, "api must not be null");
        Objects.requireNonNull(namespace, "namespace must not be null");
        Objects.requireNonNull(repository, "repository must not be null");
        Objects.requireNonNull(commit, "commit must not be null");
        Objects.requireNonNull(key, "key must not be null");
    }

    /** {@return scheme, host and port of the API} */
    public String origin() {
        return api.getScheme() + "://" + api.getRawAuthority();
    }

    /** {@return such as {@code github my-org/my-repo@1a2b3c4d deploy/prod}} */
    @Override
    public String toString() {
        return type + " " + repository + "@" + commit.substring(0, Math.min(8, commit.length())) + " " + key;
    }
}
