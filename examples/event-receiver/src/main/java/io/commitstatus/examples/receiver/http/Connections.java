package io.commitstatus.examples.receiver.http;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Request;

/**
 * Connections that have not brought a whole request yet, by how long that has taken: too long, and they are closed; when
 * there is no room, the slowest are closed first. A server's own timeouts are for silence, and a trickle is not silent.
 */
final class Connections implements Connection.Listener {
    private final Limits limits;
    private final LongSupplier nanos;
    private final Map<Connection, Long> awaited = new ConcurrentHashMap<>();
    private final Map<Connection, Long> all = new ConcurrentHashMap<>();

    Connections(Limits limits, LongSupplier nanos) {
        this.limits = limits;
        this.nanos = nanos;
    }

    @Override
    public void onOpened(Connection connection) {
        all.put(connection, 0L);
        awaited.put(connection, nanos.getAsLong());
        if (all.size() > limits.connections()) {
            closeSlowest(it -> true);
        }
    }

    @Override
    public void onClosed(Connection connection) {
        all.remove(connection);
        awaited.remove(connection);
    }

    /** Its request has come whole; the next one's time begins when this one is answered. */
    void cameWhole(Request request) {
        Connection connection = request.getConnectionMetaData().getConnection();
        awaited.remove(connection);
        Request.addCompletionListener(request, failure -> {
            if (all.containsKey(connection)) {
                awaited.put(connection, nanos.getAsLong());
            }
        });
    }

    /** Closes those that have taken too long. */
    void closeLate() {
        long late = limits.requestWithin().toNanos();
        long now = nanos.getAsLong();
        awaited.forEach((connection, since) -> {
            if (now - since > late) {
                close(connection);
            }
        });
    }

    /** {@return whether there was one to close, of those that are meant} */
    boolean closeSlowest(Predicate<Connection> meant) {
        Optional<Connection> slowest = awaited.entrySet().stream()
                .filter(it -> meant.test(it.getKey()))
                .min(Map.Entry.comparingByValue((a, b) -> Long.signum(a - b)))
                .map(Map.Entry::getKey);
        slowest.ifPresent(this::close);
        return slowest.isPresent();
    }

    /** {@return how long it has been awaited} */
    Duration awaited(Connection connection) {
        Long since = awaited.get(connection);
        return since == null ? Duration.ZERO : Duration.ofNanos(nanos.getAsLong() - since);
    }

    int count() {
        return all.size();
    }

    private void close(Connection connection) {
        awaited.remove(connection);
        connection.getEndPoint().close(new TimeoutException("its request did not come to its end in time"));
    }
}
