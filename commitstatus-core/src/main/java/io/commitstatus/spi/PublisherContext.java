package io.commitstatus.spi;

import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.spi.http.AccessTokens;
import io.commitstatus.spi.http.ApiClient;
import io.commitstatus.spi.http.TokenSource;
import java.time.Clock;

/**
 * What a session is opened with. Implemented by core alone: new methods may be added in any release. Thread-safe.
 *
 * @since 0.1
 */
public interface PublisherContext {

    /** {@return the Provider} */
    Provider provider();

    /** {@return the Secret that the Provider names; without keys where it names none} */
    Secret secret();

    /**
     * The only way to the vendor: bound to the destination's origin, the Provider's timeout, trust and proxy.
     *
     * @return the client, shared and thread-safe
     */
    ApiClient http();

    /**
     * The tokens of a credential that has to be exchanged for them. No I/O: the first is minted when it is asked for. Call it once
     * while the session is opened.
     *
     * @throws InvalidFieldException when a token origin's scheme is {@code http} and that is not allowed
     */
    AccessTokens tokens(TokenSource source);

    /** {@return who is to hear when the Secret's credential ends, where people have to replace it} */
    default ExpiryWatch expiry() {
        return ExpiryWatch.NONE;
    }

    /** {@return the time, for reset headers and the like} */
    Clock clock();
}
