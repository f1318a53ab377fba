package io.commitstatus.testing.forge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import okio.BufferedSink;
import okio.GzipSink;
import okio.Okio;

/**
 * Something that goes wrong with one request. Unless it says otherwise, the stand-in does not learn of the request.
 * Queued with {@link FakeForge#next} or {@link FakeForge#nextFor}. Immutable.
 *
 * @since 0.1
 */
public final class Fault {
    /** Larger than what any client of an API needs to read. */
    private static final int HUGE = 8 << 20;

    /** What happens instead of, or around, the stand-in's answer. */
    @FunctionalInterface
    interface Reaction {
        MockResponse react(ForgeRequest request, ForgeBehaviour behaviour) throws InterruptedException;
    }

    private final String name;
    private final Reaction reaction;

    private Fault(String name, Reaction reaction) {
        this.name = name;
        this.reaction = reaction;
    }

    /** An answer of its own. */
    public static Fault answer(ForgeResponse response) {
        return new Fault("answer " + response.status(), (request, behaviour) -> Answers.plain(response));
    }

    /** An answer of its own. */
    public static Fault answer(int status, Map<String, String> headers, String body) {
        return answer(new ForgeResponse(status, headers, body));
    }

    /** An answer of its own, compressed by gzip, whatever the request accepts. */
    public static Fault compressed(ForgeResponse response) {
        return new Fault("compressed answer " + response.status(), (request, behaviour) -> {
            Buffer packed = new Buffer();
            try (BufferedSink text = Okio.buffer(new GzipSink(packed))) {
                text.writeUtf8(response.body());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return Answers.of(response)
                    .body(packed)
                    .setHeader("Content-Encoding", "gzip")
                    .build();
        });
    }

    /** An answer of its own, without headers. */
    public static Fault answer(int status, String body) {
        return answer(status, Map.of(), body);
    }

    /** The connection is cut before a byte of the answer. */
    public static Fault reset() {
        return new Fault("reset", (request, behaviour) -> Answers.cut());
    }

    /** No answer ever comes; the connection stays open until the server is closed. */
    public static Fault timeout() {
        return new Fault("timeout", (request, behaviour) -> Answers.silent());
    }

    /** The stand-in's headers come at once, then one byte of a long body in each pause: a minute's worth and more. */
    public static Fault trickle(Duration pause) {
        long bytes = Duration.ofMinutes(2).dividedBy(pause);
        return new Fault(
                "trickle",
                (request, behaviour) -> Answers.of(ForgeResponse.json(200, Map.of("filler", "x".repeat((int) bytes))))
                        .throttleBody(1, pause.toMillis(), TimeUnit.MILLISECONDS)
                        .build());
    }

    /** A successful answer whose body ends before its declared length, with the connection. */
    public static Fault halfSent() {
        return new Fault(
                "half-sent body",
                (request, behaviour) -> Answers.of(ForgeResponse.json(200, Map.of("filler", "x".repeat(100))))
                        .setHeader("Content-Length", 1000)
                        .onResponseEnd(new SocketEffect.CloseSocket())
                        .build());
    }

    /** An answer whose body is neither JSON nor text. */
    public static Fault garbage(int status) {
        return answer(status, Map.of("Content-Type", "application/json"), "{\"\u0000\ufffd<html>]]");
    }

    /** An answer of 8 MiB. */
    public static Fault huge(int status) {
        return new Fault(
                "huge body " + status,
                (request, behaviour) -> Answers.plain(ForgeResponse.json(status, Map.of("message", "x".repeat(HUGE)))));
    }

    /** An answer without a body. */
    public static Fault empty(int status) {
        return answer(ForgeResponse.empty(status));
    }

    /** The stand-in does what it is asked to, but the connection is cut before a byte of its answer. */
    public static Fault lostAnswer() {
        return new Fault("lost answer", (request, behaviour) -> {
            behaviour.handle(request);
            return Answers.cut();
        });
    }

    /** The stand-in does what it is asked to, but the answer is another: a gateway in front of it that gave up, say. */
    public static Fault appliedThen(int status, Map<String, String> headers, String body) {
        return new Fault("applied, then " + status, (request, behaviour) -> {
            behaviour.handle(request);
            return Answers.plain(new ForgeResponse(status, headers, body));
        });
    }

    /**
     * The connection is cut, and the stand-in does what it is asked to only later: when the task is run that is handed over.
     *
     * @param later is given the request and the task, on the server's thread
     */
    public static Fault appliedLate(BiConsumer<ForgeRequest, Runnable> later) {
        return new Fault("applied late", (request, behaviour) -> {
            later.accept(request, () -> behaviour.handle(request));
            return Answers.cut();
        });
    }

    /** A redirect. */
    public static Fault redirect(int status, String location) {
        return answer(ForgeResponse.empty(status).header("Location", location));
    }

    /** The stand-in does what it is asked to and answers as ever, but only after the given time, in real time. */
    public static Fault delay(Duration by) {
        return new Fault("delay " + by, (request, behaviour) -> {
            TimeUnit.MILLISECONDS.sleep(by.toMillis());
            return Answers.plain(behaviour.handle(request));
        });
    }

    MockResponse react(ForgeRequest request, ForgeBehaviour behaviour) throws InterruptedException {
        return reaction.react(request, behaviour);
    }

    /** {@return what goes wrong, in a few words} */
    @Override
    public String toString() {
        return name;
    }
}
