package io.commitstatus.spi;

import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.InvalidFieldException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One repository at one vendor. A value: immutable, thread-safe, no I/O. It grows by default methods.
 *
 * <pre>{@code
 * record ForgeRepository(RepositoryAddress address) implements Destination {
 *     public URI api() {
 *         return URI.create(address.origin() + "/api/v1");
 *     }
 *
 *     public String repository() {
 *         return String.join("/", address.path());
 *     }
 *
 *     public StatusLimits limits() {
 *         return StatusLimits.builder().key(255).description(140).build();
 *     }
 *
 *     public Optional<URI> commitPage(String commit) {
 *         return Optional.of(URI.create(address.origin() + "/" + repository() + "/commit/" + commit));
 *     }
 *
 *     public PublisherSession open(PublisherContext context) {
 *         String token = SecretValues.token(context.secret(), "token")
 *                 .orElseThrow(() -> new InvalidFieldException("token", "the Secret has no \"token\"; add one"));
 *         return new ForgeSession(this, context.http(), token);
 *     }
 * }
 * }</pre>
 *
 * @since 0.1
 */
public interface Destination {

    /** {@return the API's root without a slash at its end; the credentials go to its origin only} */
    URI api();

    /** {@return the repository in the vendor's canonical form, case-folded where the vendor ignores case} */
    String repository();

    /** {@return what fits into a status there; core shortens to it, and refuses what it cannot shorten} */
    StatusLimits limits();

    /** {@return the commit's page for people, used where the vendor requires a target URL} */
    Optional<URI> commitPage(String commit);

    /**
     * Opens a session with the credentials of the context. No I/O.
     *
     * @throws InvalidFieldException naming the Secret's key, when the credentials are missing or unusable
     */
    PublisherSession open(PublisherContext context);

    /**
     * What the vendor tells statuses of one commit apart by; two statuses with an equal one are one register. Default:
     * the key. Case-fold it where the vendor ignores case; add what else belongs to the register.
     */
    default String vendorKey(CommitStatus status) {
        return status.key();
    }

    /** {@return whether two statuses of one commit must not be sent at the same time; default false} */
    default boolean oneAtATimePerCommit() {
        return false;
    }

    /**
     * {@return the keys of a Secret whose values name somebody rather than prove it, such as an application's id} They may be
     * shown in messages; every other value is blanked, but for what core itself reads, such as {@code username}. Default none.
     */
    default Set<String> publicSecretKeys() {
        return Set.of();
    }

    /**
     * {@return where a {@code TokenSource} may send credentials in exchange for tokens, of which scheme, host and port count}
     * Default: the API's.
     */
    default Set<URI> tokenOrigins() {
        return Set.of(api());
    }

    /** {@return the vendor's sustained write limits per credential, all of which are kept; default none} */
    default List<RateLimit> rateLimits() {
        return List.of();
    }
}
