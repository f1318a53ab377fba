package io.commitstatus.examples.receiver;

import com.sun.net.httpserver.HttpExchange;
import io.commitstatus.CommitStatusRouter;
import io.commitstatus.model.Event;
import io.commitstatus.model.EventFormatException;
import io.commitstatus.model.OutboxException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Takes events. What is answered with 202 is in the outbox; everything else the emitter has to send again, or put right. */
final class Events {
    /** As much as Flux's own receiver takes. */
    private static final int MAX_BODY = 3 * 1024 * 1024;

    private final CommitStatusRouter router;
    private final ConfigurationDirectory directory;
    private final Signature signature;

    Events(CommitStatusRouter router, ConfigurationDirectory directory, Signature signature) {
        this.router = router;
        this.directory = directory;
        this.signature = signature;
    }

    /** What Flux's controllers post. */
    Answer posted(HttpExchange exchange) throws IOException, RefusedException {
        byte[] body = Body.read(exchange, MAX_BODY);
        return route(body, false);
    }

    /** What Flux's notification-controller passes on, by a Provider of type generic or generic-hmac. */
    Answer forwarded(HttpExchange exchange) throws IOException, RefusedException {
        byte[] body = Body.read(exchange, MAX_BODY);
        signature.check(exchange.getRequestHeaders().getFirst(Signature.HEADER), body);
        return route(body, true);
    }

    private Answer route(byte[] body, boolean forwarded) throws RefusedException {
        Optional<String> missing = directory.missing();
        if (missing.isPresent()) {
            // Without its Alerts every event would be taken and led nowhere.
            throw new RefusedException(503, "the configuration is not there yet: " + missing.get());
        }
        String json = new String(body, StandardCharsets.UTF_8);
        try {
            router.route(forwarded ? Event.parseForwarded(json) : Event.parse(json));
            return Answer.empty(202);
        } catch (EventFormatException e) {
            throw new RefusedException(400, String.valueOf(e.getMessage()));
        } catch (OutboxException e) {
            throw new RefusedException(503, "try again: " + e.getMessage());
        } catch (IllegalStateException e) {
            throw new RefusedException(503, "try again: this is being stopped");
        }
    }
}
