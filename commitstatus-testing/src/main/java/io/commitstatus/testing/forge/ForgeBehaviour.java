package io.commitstatus.testing.forge;

import java.util.Optional;

/**
 * What a stand-in does with a request that no fault got in the way of. Called from several threads at once.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface ForgeBehaviour {

    /** Answers a request. */
    ForgeResponse handle(ForgeRequest request);

    /**
     * The register that a request writes to, so that {@link FakeForge#overlaps} can tell when two requests to one were under
     * way at once. Default: none.
     *
     * @return anything that is equal for requests to the same register; empty for a request that writes nothing
     */
    default Optional<String> register(ForgeRequest request) {
        return Optional.empty();
    }
}
