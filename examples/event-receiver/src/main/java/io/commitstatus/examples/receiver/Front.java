package io.commitstatus.examples.receiver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leads every request to who answers it: what is posted is an event, on whatever path, except for a few. */
final class Front implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Front.class);

    /** Answers one kind of request. */
    interface Endpoint {
        Answer answer(HttpExchange exchange) throws IOException, RefusedException;
    }

    private final Map<String, Endpoint> gets;
    private final Map<String, Endpoint> posts;
    private final Endpoint otherPosts;
    private final Metrics metrics;

    Front(Map<String, Endpoint> gets, Map<String, Endpoint> posts, Endpoint otherPosts, Metrics metrics) {
        this.gets = gets;
        this.posts = posts;
        this.otherPosts = otherPosts;
        this.metrics = metrics;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path =
                    Optional.ofNullable(exchange.getRequestURI().getPath()).orElse("");
            boolean post = exchange.getRequestMethod().equals("POST");
            Answer answer = answer(exchange, path, post);
            metrics.answered(post && !posts.containsKey(path) ? "event" : known(path), answer.status());
            answer.send(exchange);
        }
    }

    private Answer answer(HttpExchange exchange, String path, boolean post) throws IOException {
        try {
            return endpoint(exchange, path, post).answer(exchange);
        } catch (RefusedException e) {
            return e.answer();
        } catch (RuntimeException e) {
            LOG.error("a request has met a defect", e);
            return Answer.text(500, "a defect; the log tells more");
        }
    }

    private Endpoint endpoint(HttpExchange exchange, String path, boolean post) throws RefusedException {
        if (post) {
            return posts.getOrDefault(path, otherPosts);
        }
        Endpoint get = gets.get(path);
        if (!exchange.getRequestMethod().equals("GET")) {
            throw new RefusedException(405, "GET and POST are what there is");
        }
        if (get == null) {
            throw new RefusedException(404, "there is nothing to get here; events are posted");
        }
        return get;
    }

    /** Paths that somebody else has thought of are no labels for metrics. */
    private String known(String path) {
        return posts.containsKey(path) || gets.containsKey(path) ? path : "other";
    }
}
