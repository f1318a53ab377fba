package io.commitstatus.testing.forge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FakeForgeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final AtomicInteger handled = new AtomicInteger();
    private final FakeForge forge = FakeForge.start(new ForgeBehaviour() {
        @Override
        public ForgeResponse handle(ForgeRequest request) {
            handled.incrementAndGet();
            return ForgeResponse.json(201, Map.of("echo", request.json()));
        }

        @Override
        public Optional<String> register(ForgeRequest request) {
            return Optional.of(request.path());
        }
    });
    private final URI register = URI.create(forge.url() + "/a%2Fb/c?x=1%202&y=%C3%A9");

    @AfterEach
    void stop() {
        forge.close();
    }

    @Test
    void whatArrivedIsRecorded() throws Exception {
        assertThat(Call.post(register, Map.of("n", 1)).body()).contains("{\"n\":1}");

        ForgeRequest request = forge.requests().get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/a%2Fb/c");
        assertThat(request.segments()).containsExactly("a/b", "c");
        assertThat(request.query()).isEqualTo(Map.of("x", "1 2", "y", "\u00e9"));
        assertThat(request.header("AUTHORIZATION")).contains("Bearer t0ken");
        assertThat(request.json()).isEqualTo(Map.of("n", 1));
        assertThat(request).hasToString("POST /a%2Fb/c");
    }

    @Test
    void aFaultTakesOneRequestAndTheNextIsAnswered() throws Exception {
        forge.next(Fault.answer(503, "down"), Fault.empty(500));
        assertThat(post().statusCode()).isEqualTo(503);
        assertThat(post().statusCode()).isEqualTo(500);
        assertThat(handled).hasValue(0);
        assertThat(post().statusCode()).isEqualTo(201);
    }

    @Test
    void aFaultWaitsForTheRequestItIsMeantFor() throws Exception {
        forge.nextFor(request -> request.method().equals("GET"), Fault.empty(410));
        assertThat(post().statusCode()).isEqualTo(201);
        assertThat(forge.faultsLeft()).isEqualTo(1);
        assertThat(Call.get(register).statusCode()).isEqualTo(410);
        assertThat(forge.faultsLeft()).isZero();
    }

    @Test
    void aCutConnectionReachesTheStandInOnlyWhenTheAnswerIsLost() {
        forge.next(Fault.reset());
        assertThatThrownBy(this::post).isInstanceOf(IOException.class);
        assertThat(handled).hasValue(0);
        forge.next(Fault.lostAnswer());
        assertThatThrownBy(this::post).isInstanceOf(IOException.class);
        assertThat(handled).hasValue(1);
    }

    @Test
    void aHalfSentBodyEndsEarly() {
        forge.next(Fault.halfSent());
        assertThatThrownBy(this::post).isInstanceOf(IOException.class);
    }

    @Test
    void aHugeBodyIsHugeAndARedirectNamesItsTarget() throws Exception {
        forge.next(Fault.huge(200), Fault.redirect(307, "https://elsewhere.example.com/x"));
        assertThat(post().body().length()).isGreaterThan(8_000_000);
        HttpResponse<String> redirect = post();
        assertThat(redirect.statusCode()).isEqualTo(307);
        assertThat(redirect.headers().firstValue("Location")).contains("https://elsewhere.example.com/x");
    }

    @Test
    void aDelayedAnswerComesAllTheSame() throws Exception {
        forge.next(Fault.delay(Duration.ofMillis(50)));
        long begin = System.nanoTime();
        assertThat(post().statusCode()).isEqualTo(201);
        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(50_000_000);
    }

    @Test
    void requestsToOneRegisterAtOnceAreSeen() throws Exception {
        Callable<HttpResponse<String>> post = this::post;
        ExecutorService callers = Executors.newFixedThreadPool(3);
        try (RequestGate gate = forge.hold()) {
            List<Future<HttpResponse<String>>> calls =
                    List.of(callers.submit(post), callers.submit(post), callers.submit(post));
            gate.awaitArrivals(3, PATIENCE);
            assertThat(forge.overlaps()).isEqualTo(2);
            gate.open();
            for (Future<HttpResponse<String>> call : calls) {
                assertThat(call.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(201);
            }
            assertThat(forge.mostAtOnce()).isEqualTo(3);
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void requestsOneAfterTheOtherOrToTwoRegistersDoNotOverlap() throws Exception {
        post();
        post();
        ExecutorService callers = Executors.newFixedThreadPool(2);
        try (RequestGate gate = forge.hold()) {
            Future<HttpResponse<String>> one = callers.submit(() -> post());
            Future<HttpResponse<String>> other =
                    callers.submit(() -> Call.post(URI.create(forge.url() + "/other"), Map.of()));
            gate.awaitArrivals(2, PATIENCE);
            gate.open();
            one.get(20, TimeUnit.SECONDS);
            other.get(20, TimeUnit.SECONDS);
        } finally {
            callers.shutdownNow();
        }
        assertThat(forge.overlaps()).isZero();
        assertThat(forge.requestCount()).isEqualTo(4);
    }

    /** What a client has given up is still at work here, and would land after what it sends next. */
    @Test
    void quietIsWhenNoRequestIsUnderWayThoughItsClientHasLeft() throws Exception {
        RequestGate gate = forge.hold();
        Thread caller = new Thread(() -> {
            try {
                post();
            } catch (IOException | InterruptedException e) {
                // as is meant to be
            }
        });
        caller.start();
        gate.awaitArrivals(1, PATIENCE);
        caller.interrupt();
        caller.join();

        assertThatThrownBy(() -> forge.awaitQuiet(Duration.ofMillis(1)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("1 request");
        gate.open();
        forge.awaitQuiet(PATIENCE);
        assertThat(handled).hasValue(1);
    }

    private HttpResponse<String> post() throws IOException, InterruptedException {
        return Call.post(register, Map.of());
    }
}
