package io.commitstatus.examples.receiver;

import io.commitstatus.examples.receiver.http.Answer;
import io.commitstatus.examples.receiver.http.Call;
import io.commitstatus.examples.receiver.http.RefusedException;
import io.commitstatus.model.Event;
import io.commitstatus.model.EventFormatException;
import io.commitstatus.model.OutboxException;
import java.util.Optional;

/** Takes events. What is answered with 202 is in the outbox; everything else the emitter has to send again, or put right. */
final class Events {
    /** As much as Flux's own receiver takes. */
    static final int MAX_BODY = 3 * 1024 * 1024;

    /** Does with an event what is to be done. */
    interface Sink {
        /**
         * Takes an event.
         *
         * @throws RefusedException when a part of it leads nowhere now, but should
         */
        void take(Event event) throws RefusedException;
    }

    private final Sink sink;
    private final ConfigurationSource source;
    private final Optional<Signature> signature;
    private final Optional<Access> token;

    Events(Sink sink, ConfigurationSource source, Settings settings) {
        this.sink = sink;
        this.source = source;
        this.signature = settings.forwardedKeyFile().map(Signature::new);
        this.token = settings.eventsTokenFile().map(Access::new);
    }

    /** What Flux's controllers post. A key shuts this way, unless a token opens it. */
    Answer posted(Call call) throws RefusedException {
        if (token.isPresent()) {
            token.get().check(call);
        } else if (signature.isPresent()) {
            throw new RefusedException(403, "only signed events are taken here, on /forwarded");
        }
        return take(call, false);
    }

    /** What Flux's notification-controller passes on, by a Provider of type generic or generic-hmac. */
    Answer forwarded(Call call) throws RefusedException {
        if (signature.isPresent()) {
            signature.get().check(call);
        } else if (token.isPresent()) {
            token.get().check(call);
        }
        return take(call, true);
    }

    private Answer take(Call call, boolean forwarded) throws RefusedException {
        Optional<String> missing = source.missing();
        if (missing.isPresent()) {
            // Without its Alerts every event would be taken and led nowhere.
            throw new RefusedException(503, "the configuration is not there yet: " + missing.get());
        }
        String json = call.text();
        try {
            sink.take(forwarded ? Event.parseForwarded(json) : Event.parse(json));
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
