package io.commitstatus.spi;

import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.Provider;
import java.util.Set;

/**
 * Knows one type of Git host. Found by {@link java.util.ServiceLoader}, so it needs a public constructor without
 * arguments, a line in {@code META-INF/services/io.commitstatus.spi.CommitStatusPublisher} and, as a module, a {@code
 * provides}. Stateless and thread-safe.
 *
 * <pre>{@code
 * public final class ForgePublisher implements CommitStatusPublisher {
 *     public ForgePublisher() {}
 *
 *     public String type() {
 *         return "forge";
 *     }
 *
 *     public Destination destination(Provider provider) {
 *         return new ForgeRepository(RepositoryAddress.parse(provider.address().orElse("")));
 *     }
 * }
 * }</pre>
 *
 * @since 0.1
 */
public interface CommitStatusPublisher {

    /** {@return the Provider's {@code spec.type} that it serves, in lower case} */
    String type();

    /**
     * {@return the annotations {@code commitstatus.io/…} of a Provider that it understands, in full, beside those that core
     * reads itself} One that nobody understands is a configuration problem. Default: none.
     */
    default Set<String> annotations() {
        return Set.of();
    }

    /** {@return whether it heeds {@code spec.serviceAccountName}, which is a configuration problem otherwise; default false} */
    default boolean usesServiceAccounts() {
        return false;
    }

    /**
     * Reads where a Provider's statuses go. It looks at address and annotations only: no secret, no I/O.
     *
     * @throws InvalidFieldException naming the field, when it cannot be told
     */
    Destination destination(Provider provider);
}
