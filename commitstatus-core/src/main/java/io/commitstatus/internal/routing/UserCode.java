package io.commitstatus.internal.routing;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Exceptions of strategies. Their messages are not ours to show in a receipt; the log has them. */
final class UserCode {
    private static final Logger LOG = LoggerFactory.getLogger(UserCode.class);

    private UserCode() {}

    static String failure(String what, RuntimeException e) {
        LOG.atWarn().addKeyValue("strategy", what).setCause(e).log("a strategy has thrown; the event is skipped");
        return what + " threw " + e.getClass().getName() + "; the log has the rest";
    }
}
