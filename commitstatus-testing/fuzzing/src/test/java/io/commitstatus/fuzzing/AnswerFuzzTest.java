package io.commitstatus.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.commitstatus.internal.http.Redaction;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.spi.CommitStatusPublisher;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.PublishFailedException;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.PublisherContext;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.http.AccessTokens;
import io.commitstatus.spi.http.ApiClient;
import io.commitstatus.spi.http.ApiResponse;
import io.commitstatus.spi.http.TokenSource;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

class AnswerFuzzTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
    private static final Secret SECRET =
            Secret.of(new NamespacedName("a", "s"), Map.of("token", Oracle.SECRET, "username", "jane"));
    private static final CommitStatus STATUS = CommitStatus.builder(
                    "a1afe267b54f38b46b487f6e938a6fd508278c07", "kustomization/apps/0c9c2e41", CommitState.SUCCESS)
            .description("Applied")
            .targetUrl(URI.create("https://example.com/"))
            .build();
    private static final List<String> HEADERS = List.of(
            "Retry-After",
            "Date",
            "Location",
            "Content-Type",
            "X-RateLimit-Remaining",
            "X-RateLimit-Reset",
            "RateLimit-Remaining",
            "RateLimit-Reset",
            "X-AUSERNAME",
            "X-RateLimit-Interval-Seconds");
    private static final List<String> BODIES = List.of(
            "{\"message\":\"%s\"}",
            "{\"error\":{\"message\":\"%s\"}}",
            "{\"errors\":[{\"message\":\"%s\"}]}",
            "{\"message\":{\"a\":[\"%s\"]}}",
            "{\"error\":\"%s\",\"error_description\":\"b\"}",
            "[{\"context\":\"%s\",\"state\":\"success\"}]",
            "{\"values\":[{\"key\":\"%s\"}]}",
            "%s");

    @FuzzTest(maxDuration = "8h")
    void published(FuzzedDataProvider data) {
        attempt(data, session -> List.of(session.publish(STATUS)));
    }

    @FuzzTest(maxDuration = "8h")
    void asked(FuzzedDataProvider data) {
        attempt(
                data,
                session ->
                        session.latest(STATUS).stream().map(it -> (Object) it).toList());
    }

    @FuzzTest(maxDuration = "8h")
    void headers(FuzzedDataProvider data) {
        ApiResponse answer = answer(data);
        for (Duration wait : List.of(
                answer.retryAfter().orElse(Duration.ZERO),
                answer.untilEpochSecond("X-RateLimit-Reset").orElse(Duration.ZERO))) {
            assertThat(wait).isBetween(Duration.ZERO, Duration.ofDays(1));
        }
        Oracle.printable(answer.redirectTarget());
        Oracle.printable(answer.reason(answer.text()));
    }

    private interface Use {
        List<?> of(PublisherSession session) throws IOException, InterruptedException;
    }

    private static void attempt(FuzzedDataProvider data, Use use) {
        int bytes = data.remainingBytes();
        CommitStatusPublisher publisher = data.pickValue(AddressFuzzTest.PUBLISHERS);
        List<ApiResponse> answers = List.of(answer(data), answer(data), answer(data));
        Oracle.of(bytes, () -> outcome(publisher, answers, use));
    }

    /** What comes of it when the requests are answered so in turn, and the last one for ever. */
    private static String outcome(CommitStatusPublisher publisher, List<ApiResponse> answers, Use use) {
        Provider provider = Provider.builder("a/p")
                .type(publisher.type())
                .address(address(publisher.type()))
                .build();
        Destination destination = publisher.destination(provider);
        AtomicInteger asked = new AtomicInteger();
        ApiClient client = request -> answers.get(Math.min(asked.getAndIncrement(), answers.size() - 1));
        try (PublisherSession session = destination.open(new Scripted(provider, client))) {
            List<?> results = use.of(session);
            results.forEach(AnswerFuzzTest::check);
            return results.toString();
        } catch (PublishFailedException e) {
            check(e.result());
            return e.result().toString();
        } catch (IOException e) {
            Oracle.printable(String.valueOf(e.getMessage()));
            return String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String address(String type) {
        return switch (type) {
            case "azuredevops" -> "https://dev.azure.com/o/p/_git/r";
            case "bitbucket" -> "https://bitbucket.org/o/r";
            case "bitbucketserver" -> "https://example.com/scm/key/r.git";
            default -> "https://example.com/o/r";
        };
    }

    private static void check(Object result) {
        if (result instanceof PublishResult.Rejected it) {
            Oracle.printable(it.reason());
        } else if (result instanceof PublishResult.Retry it) {
            Oracle.printable(it.reason());
            assertThat(it.after().orElse(Duration.ZERO)).isBetween(Duration.ZERO, Duration.ofDays(1));
        } else if (result instanceof PublishResult.RateLimited it) {
            Oracle.printable(it.reason());
            assertThat(it.after().orElse(Duration.ZERO)).isBetween(Duration.ZERO, Duration.ofDays(1));
        } else if (result instanceof PublishResult.NotVisible it) {
            Oracle.printable(it.reason());
        }
    }

    /** An answer that echoes the token somewhere. */
    private static ApiResponse answer(FuzzedDataProvider data) {
        int status = data.consumeInt(100, 599);
        Map<String, List<String>> headers = new HashMap<>();
        int count = data.consumeInt(0, 4);
        for (int i = 0; i < count; i++) {
            headers.put(data.pickValue(HEADERS), List.of(data.consumeString(40)));
        }
        String form = data.pickValue(BODIES);
        String text = data.consumeString(600) + (data.consumeBoolean() ? Oracle.SECRET : "") + data.consumeString(100);
        byte[] body = form.replace("%s", text).getBytes(StandardCharsets.UTF_8);
        Redaction redaction = Redaction.of(Oracle.SECRET);
        return new ApiResponse(status, URI.create("https://example.com/"), headers, body, CLOCK.instant())
                .redactedBy(redaction::apply);
    }

    private record Scripted(Provider provider, ApiClient http) implements PublisherContext {
        @Override
        public Secret secret() {
            return SECRET;
        }

        @Override
        public Clock clock() {
            return CLOCK;
        }

        @Override
        public AccessTokens tokens(TokenSource source) {
            throw new UnsupportedOperationException("no token of this Secret is minted");
        }
    }
}
