package io.commitstatus.examples.receiver.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Sends an answer, without waiting until the client has read it. */
final class Reply {
    private final Response response;
    private final Callback callback;
    private final Route.Answered answered;

    Reply(Response response, Callback callback, Route.Answered answered) {
        this.response = response;
        this.callback = callback;
        this.answered = answered;
    }

    void send(String route, Answer answer) {
        answered.answered(route, answer.status());
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        response.setStatus(answer.status());
        answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
        response.write(true, ByteBuffer.wrap(bytes), callback);
    }

    /** The request broke off. Who has only stopped sending may still read. */
    void broken(Throwable failure) {
        boolean late = failure instanceof TimeoutException;
        callback.failed(
                late ? new HttpException.RuntimeException(HttpStatus.REQUEST_TIMEOUT_408, "too slow") : failure);
    }

    /** What the server itself answers, to what is no HTTP, say: no page, and nothing of its insides. */
    static boolean error(Request request, Response response, Callback callback) {
        String text = HttpStatus.getMessage(response.getStatus()) + "\n";
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
        response.write(true, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), callback);
        return true;
    }
}
