package io.commitstatus.examples.receiver.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request: read as its pieces come, then answered on a thread. */
final class Reading implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Reading.class);

    private final Intake intake;
    private final Request request;
    private final Reply reply;
    private final Route route;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(512);
    private long passedOver;
    /** Once it is known that it will not be served. Its rest is passed over, so that the client gets to see the answer. */
    private @Nullable RefusedException refused;

    Reading(Intake intake, Request request, Reply reply, Route route) {
        this.intake = intake;
        this.request = request;
        this.reply = reply;
        this.route = route;
    }

    Connection connection() {
        return request.getConnectionMetaData().getConnection();
    }

    /** Takes what is there, and comes again when there is more. */
    @Override
    public void run() {
        while (true) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                release();
                reply.broken(chunk.getFailure());
                return;
            }
            take(chunk.getByteBuffer());
            boolean last = chunk.isLast();
            chunk.release();
            if (last || passedOver > route.maxBody()) {
                ended();
                return;
            }
        }
    }

    private void take(ByteBuffer piece) {
        int size = piece.remaining();
        if (refused == null) {
            try {
                if (body.size() + size > route.maxBody()) {
                    throw new RefusedException(
                            HttpStatus.PAYLOAD_TOO_LARGE_413, "the body is larger than " + route.maxBody() + " bytes");
                }
                intake.hold(this, size);
                byte[] bytes = new byte[size];
                piece.get(bytes);
                body.writeBytes(bytes);
                return;
            } catch (RefusedException e) {
                refused = e;
                release();
            }
        }
        passedOver += size;
    }

    private void ended() {
        intake.cameWhole(request);
        Executor threads = refused == null ? route.threads() : Runnable::run;
        try {
            threads.execute(this::answer);
        } catch (RejectedExecutionException e) {
            release();
            reply.send(
                    route.name(), Answer.text(HttpStatus.SERVICE_UNAVAILABLE_503, "try again: this is being stopped"));
        }
    }

    private void answer() {
        Answer answer;
        try {
            answer = answered();
        } catch (RefusedException e) {
            answer = e.answer();
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.error("a request has met a defect", e);
            answer = Answer.text(HttpStatus.INTERNAL_SERVER_ERROR_500, "a defect; the log tells more");
        } finally {
            release();
        }
        reply.send(route.name(), answer);
    }

    private Answer answered() throws RefusedException {
        if (refused != null) {
            throw refused;
        }
        String query = Optional.ofNullable(request.getHttpURI().getQuery()).orElse("");
        return route.endpoint().answer(new Call(query, request.getHeaders()::get, body.toByteArray()));
    }

    /** May be called again: the buffer is empty then. */
    private void release() {
        intake.release(this, body.size());
        body.reset();
    }
}
