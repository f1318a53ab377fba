package io.commitstatus.testing.plain;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Rejection;
import io.commitstatus.model.Secret;
import io.commitstatus.spi.CheckResult;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.PageAnswerException;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.PublishResult.RateLimited;
import io.commitstatus.spi.PublishResult.Rejected;
import io.commitstatus.spi.PublishResult.Retry;
import io.commitstatus.spi.PublisherContext;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.http.AccessTokens;
import io.commitstatus.spi.http.ApiClient;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.spi.http.ApiResponse;
import io.commitstatus.spi.http.TokenSource;
import io.commitstatus.testing.Rules;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Each rule of the contract fails for a publisher that breaks it. */
class BrokenPublishersTest {

    @Test
    void aGoodPublisherBreaksNoneOfTheseRules() {
        for (String rule : new String[] {
            "p02", "p03", "p05", "p07", "p09", "p14", "p15", "p16", "p17", "p18", "p20", "p21", "p22", "p23"
        }) {
            assertThat(Rules.failures(PlainPublisherContractTest.class, rule))
                    .as(rule)
                    .isZero();
        }
    }

    /** It is no service. */
    static class Unlisted extends BrokenContract {}

    @Test
    void p01IsBrokenByAPublisherThatIsNotListed() {
        assertThat(Rules.failures(Unlisted.class, "p01")).isEqualTo(1);
    }

    static class TakesAnyAddress extends BrokenContract {
        @Override
        Provider seen(Provider provider) {
            return provider.toBuilder()
                    .address("https://git.example.com/org/app")
                    .build();
        }
    }

    static class TakesAnySecret extends BrokenContract {
        @Override
        PublisherContext seen(PublisherContext context) {
            Secret secret = Secret.of(NamespacedName.parse("team/any"), Map.of("token", "guest"));
            return new OtherContext(context, secret, context.http());
        }
    }

    @Test
    void p02IsBrokenByAPublisherThatTakesAnything() {
        assertThat(Rules.failures(TakesAnyAddress.class, "p02")).isEqualTo(2);
        assertThat(Rules.failures(TakesAnySecret.class, "p02")).isEqualTo(1);
    }

    static class LosesTheDescription extends BrokenContract {
        @Override
        PublishResult publish(PublisherSession good, PublisherContext context, CommitStatus status)
                throws IOException, InterruptedException {
            return good.publish(status.toBuilder().description("").build());
        }
    }

    static class CallsEverythingASuccess extends BrokenContract {
        @Override
        PublishResult publish(PublisherSession good, PublisherContext context, CommitStatus status)
                throws IOException, InterruptedException {
            return good.publish(status.toBuilder().state(CommitState.SUCCESS).build());
        }
    }

    /** As a host does that demands a description, to a publisher that does not know. */
    static class FailsWithoutADescription extends BrokenContract {
        @Override
        PublishResult publish(PublisherSession good, PublisherContext context, CommitStatus status)
                throws IOException, InterruptedException {
            return status.description().isEmpty()
                    ? PublishResult.rejected(Rejection.INVALID, "HTTP 400: a comment is required")
                    : good.publish(status);
        }
    }

    @Test
    void p03IsBrokenByAPublisherThatSendsSomethingElse() {
        assertThat(Rules.failures(FailsWithoutADescription.class, "p03")).isEqualTo(1);
        assertThat(Rules.failures(LosesTheDescription.class, "p03")).isPositive();
        assertThat(Rules.failures(CallsEverythingASuccess.class, "p03")).isPositive();
    }

    static class SendsNothingTwice extends BrokenContract {
        private final AtomicBoolean sent = new AtomicBoolean();

        @Override
        PublishResult publish(PublisherSession good, PublisherContext context, CommitStatus status)
                throws IOException, InterruptedException {
            return sent.getAndSet(true)
                    ? PublishResult.rejected(Rejection.INVALID, "sent before")
                    : good.publish(status);
        }
    }

    @Test
    void p04IsBrokenByAPublisherThatRefusesTheSecond() {
        assertThat(Rules.failures(SendsNothingTwice.class, "p04")).isEqualTo(2);
    }

    static class ForgetsTheDelay extends BrokenContract {
        @Override
        PublishResult publish(PublisherSession good, PublisherContext context, CommitStatus status)
                throws IOException, InterruptedException {
            PublishResult result = good.publish(status);
            return result instanceof RateLimited limited ? PublishResult.rateLimited(limited.reason()) : result;
        }
    }

    static class MakesUpADelay extends BrokenContract {
        @Override
        PublishResult publish(PublisherSession good, PublisherContext context, CommitStatus status)
                throws IOException, InterruptedException {
            PublishResult result = good.publish(status);
            if (result instanceof RateLimited limited) {
                return PublishResult.rateLimited(limited.reason(), Duration.ofMinutes(5));
            }
            return result instanceof Retry retry
                    ? PublishResult.retryAfter(retry.reason(), Duration.ofMinutes(1))
                    : result;
        }
    }

    static class CallsALostAnswerASuccess extends BrokenContract {
        @Override
        PublishResult publish(PublisherSession good, PublisherContext context, CommitStatus status)
                throws IOException, InterruptedException {
            try {
                return good.publish(status);
            } catch (IOException e) {
                return PublishResult.published();
            }
        }
    }

    @Test
    void p05AndP06AreBrokenByAPublisherThatTellsTheWrongDelay() {
        assertThat(Rules.failures(ForgetsTheDelay.class, "p05")).isEqualTo(2);
        assertThat(Rules.failures(MakesUpADelay.class, "p05")).isEqualTo(2);
        assertThat(Rules.failures(MakesUpADelay.class, "p06")).isEqualTo(1);
        assertThat(Rules.failures(CallsALostAnswerASuccess.class, "p06")).isEqualTo(1);
    }

    static class RefusesAllAlike extends BrokenContract {
        @Override
        PublishResult publish(PublisherSession good, PublisherContext context, CommitStatus status)
                throws IOException, InterruptedException {
            PublishResult result = good.publish(status);
            return result instanceof Rejected rejected
                    ? PublishResult.rejected(Rejection.INVALID, rejected.reason())
                    : result;
        }
    }

    @Test
    void p07IsBrokenByAPublisherThatRefusesAllAlike() {
        assertThat(Rules.failures(RefusesAllAlike.class, "p07")).isEqualTo(2);
    }

    static class QuotesItsHeader extends BrokenContract {
        @Override
        PublishResult publish(PublisherSession good, PublisherContext context, CommitStatus status)
                throws IOException, InterruptedException {
            PublishResult result = good.publish(status);
            String token = context.secret().value("token").orElse("");
            byte[] basic = ("me:" + token).getBytes(StandardCharsets.UTF_8);
            return result instanceof Rejected rejected
                    ? PublishResult.rejected(
                            rejected.kind(), "sent Basic " + Base64.getEncoder().encodeToString(basic))
                    : result;
        }
    }

    @Test
    void p08IsBrokenByAPublisherThatQuotesItsHeader() {
        assertThat(Rules.failures(QuotesItsHeader.class, "p08")).isEqualTo(1);
    }

    static class CutsKeys extends BrokenContract {
        @Override
        String vendorKey(Destination good, CommitStatus status) {
            return status.key().substring(0, Math.min(30, status.key().length()));
        }
    }

    @Test
    void p09IsBrokenByAPublisherThatCutsKeys() {
        assertThat(Rules.failures(CutsKeys.class, "p09")).isEqualTo(2);
    }

    static class TrustsTheBody extends BrokenContract {
        @Override
        Optional<CommitStatus> latest(PublisherSession good, CommitStatus like) {
            throw new IllegalStateException("no such member");
        }
    }

    @Test
    void p10IsBrokenByAPublisherThatTrustsTheBody() {
        assertThat(Rules.failures(TrustsTheBody.class, "p10")).isEqualTo(1);
    }

    static class SwallowsInterrupts extends BrokenContract {
        @Override
        PublishResult publish(PublisherSession good, PublisherContext context, CommitStatus status) throws IOException {
            try {
                return good.publish(status);
            } catch (InterruptedException e) {
                return PublishResult.retry("interrupted");
            }
        }
    }

    @Test
    void p12IsBrokenByAPublisherThatSwallowsInterrupts() {
        assertThat(Rules.failures(SwallowsInterrupts.class, "p12")).isEqualTo(1);
    }

    static class ClosesOnce extends BrokenContract {
        private final AtomicBoolean closed = new AtomicBoolean();

        @Override
        void close(PublisherSession good) {
            if (closed.getAndSet(true)) {
                throw new IllegalStateException("closed already");
            }
        }
    }

    @Test
    void p14IsBrokenByAPublisherThatClosesOnce() {
        assertThat(Rules.failures(ClosesOnce.class, "p14")).isEqualTo(1);
    }

    static class FollowsAnywhere extends BrokenContract {
        @Override
        PublisherContext seen(PublisherContext context) {
            return new OtherContext(context, context.secret(), request -> follow(context.http(), request));
        }

        private static ApiResponse follow(ApiClient http, ApiRequest request) throws IOException, InterruptedException {
            ApiResponse answer = http.send(request);
            Optional<String> target = answer.header("Location");
            if (target.isPresent()) {
                HttpRequest.Builder again = HttpRequest.newBuilder(URI.create(target.get()));
                request.headers().forEach(again::header);
                HttpClient.newHttpClient().send(again.build(), HttpResponse.BodyHandlers.discarding());
            }
            return answer;
        }
    }

    @Test
    void p15IsBrokenByAPublisherThatFollowsAnywhere() {
        assertThat(Rules.failures(FollowsAnywhere.class, "p15")).isEqualTo(1);
    }

    static class NeverLooks extends BrokenContract {
        @Override
        Optional<CommitStatus> latest(PublisherSession good, CommitStatus like) {
            return Optional.empty();
        }
    }

    static class RemembersOnlyItself extends BrokenContract {
        private CommitStatus last = CommitStatus.success("0".repeat(40), "none", "");

        @Override
        PublishResult publish(PublisherSession good, PublisherContext context, CommitStatus status)
                throws IOException, InterruptedException {
            if (!status.description().equals("rolled back")) {
                last = status;
            }
            return good.publish(status);
        }

        @Override
        Optional<CommitStatus> latest(PublisherSession good, CommitStatus like) {
            return Optional.of(last);
        }
    }

    @Test
    void p16IsBrokenByAPublisherThatDoesNotAsk() {
        assertThat(Rules.failures(NeverLooks.class, "p16")).isEqualTo(3);
        assertThat(Rules.failures(RemembersOnlyItself.class, "p16")).isEqualTo(3);
    }

    /** Writes in order to find out whether it may. */
    static class ChecksByWriting extends BrokenContract {
        @Override
        CheckResult check(PublisherSession good) throws IOException, InterruptedException {
            good.publish(CommitStatus.success("0".repeat(40), "probe", ""));
            return CheckResult.allowed("it was taken");
        }
    }

    /** Asks, and takes whatever comes for a yes. */
    static class BelievesAnything extends BrokenContract {
        @Override
        CheckResult check(PublisherSession good) throws InterruptedException {
            try {
                return good.check();
            } catch (IOException e) {
                return CheckResult.allowed("nobody said no");
            }
        }
    }

    @Test
    void p17IsBrokenByAPublisherThatWritesOrBelievesAnything() {
        assertThat(Rules.failures(ChecksByWriting.class, "p17")).isEqualTo(5);
        assertThat(Rules.failures(BelievesAnything.class, "p17")).isEqualTo(4);
    }

    private record OtherContext(PublisherContext context, Secret secret, ApiClient http) implements PublisherContext {
        @Override
        public Provider provider() {
            return context.provider();
        }

        @Override
        public Clock clock() {
            return context.clock();
        }

        @Override
        public AccessTokens tokens(TokenSource source) {
            return context.tokens(source);
        }
    }

    static class BelievesPages extends BrokenContract {
        @Override
        PublishResult publish(PublisherSession good, PublisherContext context, CommitStatus status)
                throws IOException, InterruptedException {
            try {
                return good.publish(status);
            } catch (PageAnswerException e) {
                return e.status() < 300
                        ? PublishResult.published()
                        : PublishResult.rejected(Rejection.FORBIDDEN, "HTTP " + e.status());
            }
        }

        @Override
        Optional<CommitStatus> latest(PublisherSession good, CommitStatus like)
                throws IOException, InterruptedException {
            try {
                return good.latest(like);
            } catch (PageAnswerException e) {
                return Optional.empty();
            }
        }
    }

    @Test
    void p18IsBrokenByAPublisherThatBelievesPages() {
        assertThat(Rules.failures(BelievesPages.class, "p18")).isEqualTo(2);
    }

    static class GivesUpOnUnknownCommits extends BrokenContract {
        @Override
        PublishResult publish(PublisherSession good, PublisherContext context, CommitStatus status)
                throws IOException, InterruptedException {
            PublishResult result = good.publish(status);
            return result instanceof PublishResult.NotVisible it
                    ? PublishResult.rejected(Rejection.INVALID, it.reason())
                    : result;
        }
    }

    @Test
    void p20IsBrokenByAPublisherThatGivesUpOnUnknownCommits() {
        assertThat(Rules.failures(GivesUpOnUnknownCommits.class, "p20")).isEqualTo(1);
    }

    static class AsksFirst extends BrokenContract {
        @Override
        PublishResult publish(PublisherSession good, PublisherContext context, CommitStatus status)
                throws IOException, InterruptedException {
            good.latest(status);
            return good.publish(status);
        }
    }

    @Test
    void p21IsBrokenByAPublisherThatAsksBeforeItPosts() {
        assertThat(Rules.failures(AsksFirst.class, "p21")).isEqualTo(1);
    }

    static class SpeaksForItself extends BrokenContract {
        @Override
        PublisherContext seen(PublisherContext context) {
            return new OtherContext(context, context.secret(), SpeaksForItself::send);
        }

        private static ApiResponse send(ApiRequest request) throws IOException, InterruptedException {
            HttpRequest.Builder own = HttpRequest.newBuilder(request.uri())
                    .header("Accept-Encoding", "gzip")
                    .header("Content-Type", "application/json")
                    .timeout(Duration.ofSeconds(10))
                    .method(
                            request.method(),
                            request.json().isEmpty()
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofString("{}"));
            request.headers().forEach(own::header);
            HttpResponse<byte[]> answer =
                    HttpClient.newHttpClient().send(own.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new ApiResponse(
                    answer.statusCode(),
                    request.uri(),
                    answer.headers().map(),
                    answer.body(),
                    Clock.systemUTC().instant());
        }
    }

    @Test
    void p22And23AreBrokenByAPublisherWithACarelessClient() {
        assertThat(Rules.failures(SpeaksForItself.class, "p22")).isEqualTo(1);
        assertThat(Rules.failures(SpeaksForItself.class, "p23")).isEqualTo(1);
    }
}
