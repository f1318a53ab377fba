package io.commitstatus.spi;

import io.commitstatus.model.CommitStatus;
import java.net.URI;
import java.util.Objects;

/**
 * The vendor's register: where exactly one status value stands, the newest. The Provider's name is not part of it: two
 * Providers on one repository share their registers.
 *
 * @param type the publisher's type
 * @param api the API's root
 * @param repository the canonical repository
 * @param commit the commit id, lower case
 * @param key the vendor's key, case-folded where the vendor ignores case
 */
public record DeliveryKey(String type, URI api, String repository, String commit, String key) {

    /** Rejects null. */
    public DeliveryKey {
        Objects.requireNonNull(type);
        Objects.requireNonNull(api);
        Objects.requireNonNull(repository);
        Objects.requireNonNull(commit);
        Objects.requireNonNull(key);
    }

    /** The register of a status at a destination. */
    public static DeliveryKey of(String type, Destination destination, CommitStatus status) {
        return new DeliveryKey(
                type, destination.api(), destination.repository(), status.commit(), destination.vendorKey(status));
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
