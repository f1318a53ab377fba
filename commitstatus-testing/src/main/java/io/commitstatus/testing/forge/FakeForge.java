package io.commitstatus.testing.forge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/**
 * A server on the loopback interface, with a queue of faults in front of a stand-in's behaviour. Each request takes the
 * first fault that is meant for it; without one the stand-in answers. Thread-safe.
 *
 * <pre>{@code
 * try (FakeForge forge = FakeForge.start(request -> ForgeResponse.json(201, Map.of("state", "success")))) {
 *     forge.next(Fault.lostAnswer(), Fault.answer(503, "")); // for the next two requests
 *     System.out.println(forge.url());
 * }
 * }</pre>
 *
 * @since 0.1
 */
public final class FakeForge implements AutoCloseable {
    /** Held on to, so that the level stays: the server would tell of every start, stop and cut connection. */
    private static final Logger SERVER_LOG = Logger.getLogger(MockWebServer.class.getName());

    static {
        SERVER_LOG.setLevel(Level.SEVERE);
    }

    private final ForgeBehaviour behaviour;
    private final MockWebServer server = new MockWebServer();
    private final FaultQueue faults = new FaultQueue();
    private final Traffic traffic = new Traffic();
    private final List<RequestGate> gates = new CopyOnWriteArrayList<>();
    private final List<ForgeRequest> requests = Collections.synchronizedList(new ArrayList<>());

    private FakeForge(ForgeBehaviour behaviour) {
        this.behaviour = behaviour;
    }

    /** Starts on a free port of 127.0.0.1. */
    public static FakeForge start(ForgeBehaviour behaviour) {
        FakeForge forge = new FakeForge(behaviour);
        forge.server.setServerSocketFactory(new PromptSockets());
        forge.server.setDispatcher(forge.new Front());
        try {
            forge.server.start(InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1}), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on 127.0.0.1", e);
        }
        return forge;
    }

    /** {@return scheme, host and port, without a slash at the end} */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    /** Queues faults, one for each of the next requests. */
    public void next(Fault... next) {
        faults.add(request -> true, next);
    }

    /** Queues faults, one for each of the next requests that match. */
    public void nextFor(Predicate<ForgeRequest> matching, Fault... next) {
        faults.add(matching, next);
    }

    /** {@return how many faults still wait for their request} */
    public int faultsLeft() {
        return faults.size();
    }

    /** Takes back the faults that still wait. */
    public void clearFaults() {
        faults.clear();
    }

    /** Holds every request from now on until the gate is opened, or the server closed. */
    public RequestGate hold() {
        return hold(request -> true);
    }

    /** Holds every matching request from now on until the gate is opened, or the server closed. */
    public RequestGate hold(Predicate<ForgeRequest> matching) {
        RequestGate gate = new RequestGate(matching);
        gates.add(gate);
        return gate;
    }

    /** {@return all requests so far, in the order of their arrival} */
    public List<ForgeRequest> requests() {
        return List.copyOf(requests);
    }

    /** {@return how many requests have arrived so far} */
    public int requestCount() {
        return requests.size();
    }

    /**
     * How often a request came for a register while another to the same one was under way: held at a gate, delayed, or at
     * work in the stand-in.
     */
    public int overlaps() {
        return traffic.overlaps();
    }

    /** {@return the most requests that were under way at once for any one register} */
    public int mostAtOnce() {
        return traffic.mostAtOnce();
    }

    /**
     * Waits until no request is under way here. One whose client has given up still is, and would land after what the
     * client sends next.
     *
     * @throws AssertionError when some still are after that time, because a gate holds them, for one
     */
    public void awaitQuiet(Duration atMost) {
        try {
            traffic.awaitQuiet(atMost);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for quiet", e);
        }
    }

    /** Opens all gates and stops. */
    @Override
    public void close() {
        gates.forEach(RequestGate::open);
        server.close();
    }

    private MockResponse answer(ForgeRequest request) throws InterruptedException {
        for (RequestGate gate : gates) {
            gate.pass(request);
        }
        Optional<Fault> fault = faults.take(request);
        return fault.isPresent() ? fault.get().react(request, behaviour) : Answers.plain(behaviour.handle(request));
    }

    private static ForgeRequest read(RecordedRequest request) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String name : request.getHeaders().names()) {
            headers.put(name, String.valueOf(request.getHeaders().get(name)));
        }
        String body = request.getBody() == null ? "" : request.getBody().utf8();
        String target = request.getTarget();
        return new ForgeRequest(request.getMethod(), Urls.path(target), Urls.query(target), headers, body);
    }

    /** Stands between the server and the behaviour. */
    private final class Front extends Dispatcher {
        @Override
        public MockResponse dispatch(RecordedRequest recorded) throws InterruptedException {
            ForgeRequest request = read(recorded);
            requests.add(request);
            Optional<String> register = behaviour.register(request);
            traffic.enter(register);
            try {
                return answer(request);
            } finally {
                traffic.leave(register);
            }
        }
    }
}
