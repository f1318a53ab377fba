package io.commitstatus.spi;

import io.commitstatus.model.Provider;
import io.commitstatus.model.Rejection;
import io.commitstatus.spi.http.ApiResponse;

/** What HTTP answers mean, where a Git host has no other use for them. */
final class Answers {
    private Answers() {}

    static PublishResult of(ApiResponse answer, String message) {
        int status = answer.status();
        String reason = answer.reason(message);
        if (status >= 200 && status < 300) {
            return PublishResult.published();
        }
        if (status == 429) {
            return answer.retryAfter()
                    .map(after -> PublishResult.rateLimited(reason, after))
                    .orElseGet(() -> PublishResult.rateLimited(reason));
        }
        if (status == 408 || status == 425 || status >= 500) {
            return answer.retryAfter()
                    .map(after -> PublishResult.retryAfter(reason, after))
                    .orElseGet(() -> PublishResult.retry(reason));
        }
        if (answer.redirectsToHttps()) {
            return PublishResult.rejected(
                    Rejection.INVALID,
                    reason
                            + " (the host wants https: write https in the address and, where it is set, in the annotation "
                            + Provider.API_URL + ")");
        }
        if (status >= 300 && status < 400) {
            return PublishResult.rejected(
                    Rejection.INVALID,
                    reason + " (redirected to " + answer.redirectTarget()
                            + "; credentials are not sent there: correct the address)");
        }
        return switch (status) {
            case 401 -> PublishResult.rejected(Rejection.CREDENTIALS, reason);
            case 403 -> PublishResult.rejected(Rejection.FORBIDDEN, reason);
            case 404, 410 -> PublishResult.rejected(Rejection.NOT_FOUND, reason);
            case 407 -> PublishResult.retry(reason + " (the proxy wants credentials)");
            default -> PublishResult.rejected(Rejection.INVALID, reason);
        };
    }
}
