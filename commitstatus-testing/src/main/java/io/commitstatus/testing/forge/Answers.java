package io.commitstatus.testing.forge;

import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;

/**
 * Answers in the server's terms.
 *
 * @since 0.1
 */
public final class Answers {
    private Answers() {}

    static MockResponse.Builder of(ForgeResponse response) {
        MockResponse.Builder builder = new MockResponse.Builder().code(response.status());
        if (!response.body().isEmpty()) {
            builder.body(response.body());
        }
        response.headers().forEach(builder::setHeader);
        return builder;
    }

    static MockResponse plain(ForgeResponse response) {
        return of(response).build();
    }

    static MockResponse cut() {
        return new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build();
    }

    static MockResponse silent() {
        return new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build();
    }
}
