package io.commitstatus.examples.receiver.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Begins to read each request, without a thread of its own for any of them. */
final class Intake extends Handler.Abstract.NonBlocking {
    private final Route.Routes routes;
    private final Route.Answered answered;
    private final Connections connections;
    private final BodyBudget budget;
    /** Those of which a part is held. */
    private final Map<Connection, Reading> reading = new ConcurrentHashMap<>();

    Intake(Route.Routes routes, Route.Answered answered, Connections connections, BodyBudget budget) {
        this.routes = routes;
        this.answered = answered;
        this.connections = connections;
        this.budget = budget;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Reply reply = new Reply(response, callback, answered);
        try {
            new Reading(this, request, reply, routes.find(request.getMethod(), path(request))).run();
        } catch (RefusedException e) {
            connections.cameWhole(request);
            reply.send("other", e.answer());
        }
        return true;
    }

    private static String path(Request request) {
        String path = Request.getPathInContext(request);
        int end = path.length();
        while (end > 1 && path.charAt(end - 1) == '/') {
            end--;
        }
        return end == 0 ? "/" : path.substring(0, end);
    }

    /**
     * Finds room for a piece of a body, if need be at the cost of the one that has been coming for longest: that is the
     * one that is slow.
     *
     * @throws RefusedException when the piece's own request is the slowest
     */
    void hold(Reading whose, int bytes) throws RefusedException {
        Connection own = whose.connection();
        reading.put(own, whose);
        while (!budget.take(bytes)) {
            boolean closed = connections.closeSlowest(it -> it != own
                    && reading.containsKey(it)
                    && connections.awaited(it).compareTo(connections.awaited(own)) > 0);
            if (!closed) {
                throw new RefusedException(
                        HttpStatus.SERVICE_UNAVAILABLE_503, "too much is being read at once; try again");
            }
        }
    }

    /** Nothing of it is held any more. */
    void release(Reading whose, long bytes) {
        reading.remove(whose.connection(), whose);
        budget.giveBack(bytes);
    }

    void cameWhole(Request request) {
        connections.cameWhole(request);
    }
}
