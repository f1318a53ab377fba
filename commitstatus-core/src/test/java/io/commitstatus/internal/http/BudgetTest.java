package io.commitstatus.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.internal.time.Budget;
import io.commitstatus.model.Provider;
import io.commitstatus.spi.RequestNotSentException;
import io.commitstatus.spi.http.ApiClient;
import io.commitstatus.spi.http.ApiRequest;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** All requests of an attempt share its time: a lease ends when it was said to. */
@Timeout(20)
class BudgetTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    @Test
    void noRequestOutlastsTheAttemptAndNoneBeginsAfterIt() throws Exception {
        long begin = System.nanoTime();
        RawServer.Handler good = RawServer.answering("200 OK", Map.of(), "{}");
        try (RawServer silent = new RawServer((request, socket) -> {
            if (request.target().contains("first")) {
                good.answer(request, socket);
            } else {
                socket.getInputStream().read();
            }
        })) {
            ApiClient client = client(silent);
            get(client, silent, "first");
            Budget.within(Duration.ofSeconds(1), () -> {
                assertThatThrownBy(() -> get(client, silent, "later")).isInstanceOf(HttpTimeoutException.class);
                assertThatThrownBy(() -> get(client, silent, "later"))
                        .isInstanceOf(RequestNotSentException.class)
                        .hasMessage("no time was left in this attempt");
                return "done";
            });
            assertThat(silent.requests()).hasSize(2);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(TIMEOUT);
    }

    @Test
    void theProvidersTimeoutCountsWhereItIsShorterAndOutsideOfAttempts() throws Exception {
        assertThat(Budget.cap(TIMEOUT)).isEqualTo(TIMEOUT);
        assertThat(Budget.within(Duration.ofHours(1), () -> Budget.cap(TIMEOUT)))
                .isEqualTo(TIMEOUT);
        assertThatThrownBy(() -> Budget.within(Duration.ofSeconds(1), () -> {
                    throw new IOException("broken");
                }))
                .hasMessage("broken");
        assertThat(Budget.cap(TIMEOUT)).isEqualTo(TIMEOUT);
    }

    private static ApiClient client(RawServer server) {
        Provider provider = Provider.builder("flux-system/forge").type("github").build();
        return new HttpClients()
                .forProvider(provider, null, null, null)
                .apiClient(server.uri(""), TIMEOUT, true, Redaction.NONE, Clock.systemUTC());
    }

    private static void get(ApiClient client, RawServer server, String path) throws IOException, InterruptedException {
        client.send(ApiRequest.get(server.uri(""), path).build());
    }
}
