package io.commitstatus.internal.http;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * Collects a body up to a size and a time. What is longer is cut there, since the status says enough; what takes longer
 * fails, and closes the connection.
 */
final class BoundedBody implements BodySubscriber<byte[]> {
    private final int limit;
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
    private final BodyWatch watch;
    private final Deadline deadline;
    private @Nullable Subscription subscription;

    private BoundedBody(int limit, Deadline deadline, BodyWatch watch) {
        this.limit = limit;
        this.deadline = deadline;
        this.watch = watch;
    }

    /** A subscriber that is watched until its body has ended. */
    static BoundedBody watched(int limit, Deadline deadline, BodyWatch watch) {
        BoundedBody body = new BoundedBody(limit, deadline, watch);
        watch.add(body);
        return body;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        synchronized (this) {
            this.subscription = subscription;
        }
        if (body.isDone()) {
            subscription.cancel();
        } else {
            subscription.request(Long.MAX_VALUE);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            byte[] bytes = new byte[Math.min(buffer.remaining(), limit - collected.size())];
            buffer.get(bytes);
            collected.writeBytes(bytes);
            if (buffer.hasRemaining()) {
                end(null);
                cancel();
                return;
            }
        }
    }

    @Override
    public void onError(Throwable failure) {
        end(failure);
    }

    @Override
    public void onComplete() {
        end(null);
    }

    void expireWhenOver() {
        if (!deadline.isOver()) {
            return;
        }
        // First the outcome: cancelling makes the client report an end of its own.
        end(new HttpTimeoutException("the body did not end in time"));
        cancel();
    }

    private void end(@Nullable Throwable failure) {
        watch.remove(this);
        if (failure == null) {
            body.complete(collected.toByteArray());
        } else {
            body.completeExceptionally(failure);
        }
    }

    private void cancel() {
        Subscription current;
        synchronized (this) {
            current = subscription;
        }
        if (current != null) {
            current.cancel();
        }
    }
}
