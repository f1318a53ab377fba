package io.commitstatus.spi;

import io.commitstatus.model.Rejection;
import io.commitstatus.spi.http.ApiResponse;
import io.commitstatus.spi.http.MintedToken;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What OAuth's token endpoints answer (RFC 6749, sections 5.1 and 5.2), for a {@code TokenSource}.
 *
 * @since 0.1
 */
public final class OAuthTokens {
    /** RFC 6749 only recommends to tell the lifetime. */
    private static final Duration UNTOLD = Duration.ofMinutes(5);

    private static final Set<String> PASSING = Set.of("temporarily_unavailable", "server_error", "slow_down");

    private OAuthTokens() {}

    /**
     * The token of an answer.
     *
     * @param remedy what helps when the credential is refused, for people
     * @throws PublishFailedException when it is a refusal: with CREDENTIALS for whatever the endpoint itself calls an error and does
     *     not call temporary
     * @throws IOException when there is no usable token in it
     */
    public static MintedToken read(ApiResponse answer, String remedy) throws IOException {
        Map<String, Object> body = answer.object();
        if (answer.status() >= 200 && answer.status() < 300 && body.get("access_token") instanceof String token) {
            return MintedToken.of(token, lifetime(body.get("expires_in")));
        }
        String message = message(body);
        if (answer.status() >= 200 && answer.status() < 300) {
            throw new PublishFailedException(
                    PublishResult.retry("the token endpoint's answer has no token: " + answer.reason(message)));
        }
        boolean ownError = body.get("error") instanceof String error && !PASSING.contains(error);
        if (ownError && answer.status() < 500 && answer.status() != 429 && answer.status() != 408) {
            throw new PublishFailedException(PublishResult.rejected(
                    Rejection.CREDENTIALS, "no token: " + answer.reason(message) + " (" + remedy + ")"));
        }
        PublishResult result = PublishResult.of(answer, message);
        boolean told = result instanceof PublishResult.Rejected rejected && rejected.kind() == Rejection.CREDENTIALS;
        throw new PublishFailedException(
                told
                        ? PublishResult.rejected(
                                Rejection.CREDENTIALS, "no token: " + answer.reason(message) + " (" + remedy + ")")
                        : result);
    }

    private static Duration lifetime(@Nullable Object seconds) {
        if (seconds instanceof Number number) {
            return Duration.ofSeconds(number.longValue());
        }
        return seconds instanceof String text && text.matches("[0-9]{1,9}")
                ? Duration.ofSeconds(Long.parseLong(text))
                : UNTOLD;
    }

    private static String message(Map<String, Object> body) {
        String error = body.get("error") instanceof String text ? text : "";
        return body.get("error_description") instanceof String description ? error + ": " + description : error;
    }
}
