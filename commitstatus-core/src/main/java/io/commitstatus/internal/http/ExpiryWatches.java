package io.commitstatus.internal.http;

import io.commitstatus.internal.foreign.Foreign;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.spi.ExpiryWatch;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One router's watches on the ends of credentials, by Secret; of those that were used longest ago, some are forgotten. Thread-safe. */
final class ExpiryWatches {
    private static final Logger LOG = LoggerFactory.getLogger(ExpiryWatches.class);
    private static final int MOST = 10_000;
    private static final Duration FIRST = Duration.ofHours(1);
    private static final Duration BETWEEN = Duration.ofDays(1);
    private static final Duration NEAR = Duration.ofDays(14);

    private final Clock clock;
    private final Map<NamespacedName, Watch> watches = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<NamespacedName, Watch> eldest) {
            return size() > MOST;
        }
    };

    ExpiryWatches(Clock clock) {
        this.clock = clock;
    }

    synchronized ExpiryWatch of(NamespacedName secret) {
        return watches.computeIfAbsent(secret, Watch::new);
    }

    /** Behind a fence, since it is called after a post, whose result must not get lost by a clock that fails. */
    private final class Watch implements ExpiryWatch {
        private final NamespacedName secret;
        private @Nullable Instant due;
        private @Nullable Instant silence;

        Watch(NamespacedName secret) {
            this.secret = secret;
        }

        @Override
        public boolean isDue() {
            boolean[] answer = {false};
            Foreign.run("the clock", () -> answer[0] = reached());
            return answer[0];
        }

        private synchronized boolean reached() {
            Instant now = clock.instant();
            boolean reached = due != null && !now.isBefore(due);
            if (due == null || reached) {
                due = now.plus(reached ? BETWEEN : FIRST);
            }
            return reached;
        }

        @Override
        public void ends(Instant when) {
            Foreign.run("the clock", () -> warn(when));
        }

        private synchronized void warn(Instant when) {
            Instant now = clock.instant();
            if (when.isAfter(now.plus(NEAR)) || (silence != null && now.isBefore(silence))) {
                return;
            }
            silence = now.plus(BETWEEN);
            LOG.atWarn()
                    .addKeyValue("secret", secret)
                    .addKeyValue("ends", LocalDate.ofInstant(when, ZoneOffset.UTC))
                    .log("a credential ends soon, or has ended; replace it");
        }
    }
}
