package io.commitstatus.internal.routing;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What strategies throw. The messages are not ours to show in a receipt; the log has them. */
final class UserCode {
    private static final Logger LOG = LoggerFactory.getLogger(UserCode.class);

    private UserCode() {}

    static String failure(String what, Throwable e) {
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        try {
            LOG.atWarn().addKeyValue("strategy", what).setCause(e).log("a strategy has thrown; the event is skipped");
        } catch (Throwable ignored) {
            // The receipt tells it.
        }
        return what + " threw " + e.getClass().getName() + "; the log has the rest";
    }
}
