package io.commitstatus.testing.forge;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A vendor that behaves, on the loopback interface: it keeps statuses as the real one does and enforces its limits. Tests
 * look at what it shows, rather than at which requests came. Thread-safe.
 *
 * @since 0.1
 */
public abstract class StandIn implements AutoCloseable {
    private final FakeForge forge;

    /** Stands behind a server, which it closes. */
    protected StandIn(FakeForge forge) {
        this.forge = forge;
    }

    /** {@return the server, for faults, gates and what arrived} */
    public final FakeForge forge() {
        return forge;
    }

    /** {@return scheme, host and port, without a slash at the end} */
    public final URI url() {
        return forge.url();
    }

    /** {@return the API's root, for the annotation {@code commitstatus.io/api-url}} */
    public abstract URI apiUrl();

    /** {@return everything that was taken for a commit, the newest first; where the vendor overwrites, what is left} */
    public abstract List<ShownStatus> statuses(String repository, String commit);

    /** {@return what the vendor shows for that commit and vendor key} */
    public abstract Optional<ShownStatus> shown(String repository, String commit, String vendorKey);

    /**
     * Whether a commit is there yet; every one is, unless this said otherwise. Needed where the contract's {@code unknownCommit}
     * is answered; default: an exception.
     */
    public void commitVisible(String commit, boolean visible) {
        throw new UnsupportedOperationException("this stand-in hides no commits; override commitVisible");
    }

    /** Stops. */
    @Override
    public void close() {
        forge.close();
    }
}
