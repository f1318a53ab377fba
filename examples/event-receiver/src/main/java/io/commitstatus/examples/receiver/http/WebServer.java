package io.commitstatus.examples.receiver.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server at one address, with few threads of its own. They read and write what is ready, and never wait for a client. */
public final class WebServer {
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
    private static final int THREADS = 6;
    private static final int MAX_HEADERS = 16 * 1024;
    private static final long LOOK_EVERY_MILLIS = 250;

    private final Server server;
    private final ServerConnector connector;
    private final Connections connections;
    private final BodyBudget budget;

    private WebServer(String name, InetSocketAddress address, Limits limits) {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 3);
        threads.setName(name);
        threads.setDaemon(true);
        this.server = new Server(threads);
        server.setErrorHandler(Reply::error);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(MAX_HEADERS);
        this.connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(
                address.getAddress() == null
                        ? address.getHostString()
                        : address.getAddress().getHostAddress());
        connector.setPort(address.getPort());
        connector.setIdleTimeout(limits.requestWithin().toMillis() / 2);
        this.connections = new Connections(limits, System::nanoTime);
        connector.addBean(connections);
        server.addConnector(connector);
        this.budget = new BodyBudget(limits.heldBytes());
    }

    /**
     * Starts to listen.
     *
     * @throws IOException when the address cannot be had
     */
    public static WebServer start(
            String name, InetSocketAddress address, Limits limits, Route.Routes routes, Route.Answered answered)
            throws IOException {
        WebServer it = new WebServer(name, address, limits);
        it.server.setHandler(new GracefulHandler(new Intake(routes, answered, it.connections, it.budget)));
        try {
            it.server.start();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(address + " cannot be listened on", e);
        }
        it.look();
        return it;
    }

    private void look() {
        connector
                .getScheduler()
                .schedule(
                        () -> {
                            connections.closeLate();
                            look();
                        },
                        LOOK_EVERY_MILLIS,
                        TimeUnit.MILLISECONDS);
    }

    /** {@return where it listens, by a loopback address when it listens everywhere} */
    public URI url() {
        String host = connector.getHost();
        boolean everywhere = host == null || host.equals("0.0.0.0") || host.startsWith("0:0:");
        String shown = everywhere ? "127.0.0.1" : host.contains(":") ? "[" + host + "]" : host;
        return URI.create("http://" + shown + ":" + connector.getLocalPort());
    }

    /** {@return how many clients are connected} */
    public int connections() {
        return connections.count();
    }

    /** {@return how many bytes of bodies are held} */
    public long heldBytes() {
        return budget.held();
    }

    /** Accepts nothing more, waits for what is being read and answered, for so long at most, and stops. */
    public void stop(Duration within) {
        server.setStopTimeout(Math.max(1, within.toMillis()));
        try {
            server.stop();
        } catch (Exception e) {
            LOG.atDebug().setCause(e).log("requests were broken off");
        }
    }
}
