package io.commitstatus.examples.benchmark;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * A Git host that takes every status after a fixed time, in a process of its own, so that its work is not taken for the client's.
 * The first segment of a path is that time in milliseconds; the rest is GitHub's API or GitLab's.
 */
final class StandIn implements AutoCloseable {
    private static final String REPOSITORY =
            "{\"id\":1,\"name\":\"app\",\"full_name\":\"org/app\",\"owner\":{\"login\":\"org\",\"id\":1},";
    private static final String ANSWER =
            "{\"id\":1,\"name\":\"deploy\",\"status\":\"success\",\"created_at\":\"2026-01-01T00:00:00Z\",";

    private final Process process;
    private final URI root;
    private final HttpClient client = HttpClient.newHttpClient();

    private StandIn(Process process, int port) {
        this.process = process;
        this.root = URI.create("http://127.0.0.1:" + port);
    }

    /** Starts one. It ends with this process at the latest. */
    static StandIn start() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        // Not to hold back the second packet of an answer.
                        "-Dsun.net.httpserver.nodelay=true",
                        "-cp",
                        ownClasses(),
                        StandIn.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String port =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
        if (port == null) {
            process.destroyForcibly();
            throw new IOException("the stand-in did not start");
        }
        return new StandIn(process, Integer.parseInt(port));
    }

    /** It needs nothing but the JDK. */
    private static String ownClasses() {
        try {
            return Path.of(StandIn.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Its API, answering after so many milliseconds. */
    URI api(int latencyMs) {
        return root.resolve("/" + latencyMs);
    }

    /** How many statuses were posted so far. */
    long posts() {
        try {
            HttpRequest request = HttpRequest.newBuilder(root.resolve("/posts")).build();
            return Long.parseLong(client.send(request, BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }

    /** Prints its port, and serves until its parent is gone. */
    public static void main(String[] arguments) throws Exception {
        LongAdder posts = new LongAdder();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> serve(exchange, posts));
        server.start();
        System.out.println(server.getAddress().getPort());
        ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().join());
        System.exit(0);
    }

    private static void serve(HttpExchange exchange, LongAdder posts) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/posts")) {
            answer(exchange, 200, Long.toString(posts.sum()));
            return;
        }
        int slash = path.indexOf('/', 1);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(Integer.parseInt(path.substring(1, slash))));
        if (!exchange.getRequestMethod().equals("POST")) {
            answer(exchange, 200, REPOSITORY + "\"url\":\"http:/" + path + "\"}");
            return;
        }
        posts.increment();
        // What was sent comes back, as from the real one; GitLab's clients send a form, and look for less.
        answer(exchange, 201, ANSWER + (body.startsWith("{") ? body.substring(1) : "\"ref\":\"main\"}"));
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
