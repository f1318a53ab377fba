package io.commitstatus.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.commitstatus.model.Rejection;
import io.commitstatus.spi.CheckResult;
import io.commitstatus.spi.PublishFailedException;
import io.commitstatus.spi.PublishResult.Rejected;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.testing.forge.Fault;
import io.commitstatus.testing.forge.ForgeRequest;
import io.commitstatus.testing.forge.ForgeResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** P17: whether the credentials may write, found out by reading. */
abstract class CheckRules extends PublisherRules {
    CheckRules(PublisherContract contract) {
        super(contract);
    }

    @Test
    void p17_findsNothingAgainstGoodCredentialsAndOnlyReads() throws Exception {
        try (PublisherSession session = open()) {
            CheckResult result = session.check();

            assertThat(result.verdict()).as(result.toString()).isNotEqualTo(CheckResult.Verdict.REFUSED);
            assertThat(result.reason()).isNotBlank();
            assertThat(forge().requests())
                    .as("what check sends")
                    .allSatisfy(it -> assertThat(it.method().equals("GET")
                                    || it.method().equals("HEAD")
                                    || contract.asksForToken(it))
                            .as("only reads: %s", it)
                            .isTrue())
                    .hasSizeLessThanOrEqualTo(4);
            mark.assertNotIn(result.toString());
        }
    }

    @Test
    void p17_tellsRefusedCredentials() throws Exception {
        assumeItAsks();
        for (ForgeResponse answer : contract.badCredentials()) {
            assertThat(rejection(Fault.answer(answer))).as("after %s", answer).isEqualTo(Rejection.CREDENTIALS);
        }
    }

    @Test
    void p17_tellsAMissingRepository() throws Exception {
        assumeItAsks();
        ForgeResponse missing = ForgeResponse.json(404, Map.of("message", "404 Not Found"));
        try (PublisherSession session = open()) {
            // A token that has to be asked for is there by then.
            session.check();
            forge().next(Fault.answer(missing), Fault.answer(missing));
            assertThat(rejection(session)).isEqualTo(Rejection.NOT_FOUND);
        }
    }

    @Test
    void p17_takesTroubleForNoAnswer() throws Exception {
        assumeItAsks();
        try (PublisherSession session = open()) {
            for (Fault fault : List.of(
                    Fault.answer(503, "<html>oops</html>"),
                    Fault.halfSent(),
                    Fault.answer(ForgeResponse.json(429, Map.of("message", "Too Many Requests"))))) {
                forge().next(fault);
                assertThatThrownBy(session::check)
                        .as("after %s", fault)
                        .isInstanceOf(IOException.class)
                        .satisfies(it -> assertThat(it instanceof PublishFailedException failed
                                        && failed.result() instanceof Rejected)
                                .as("a refusal: %s", it)
                                .isFalse());
            }
        }
    }

    @Test
    void p17_takesAPageForNoAnswer() throws Exception {
        assumeItAsks();
        try (PublisherSession session = open()) {
            for (String body : List.of("<html><body>Sign in</body></html>", "", "{}", "[]", "null")) {
                forge().nextFor(CheckRules::always, faults(body));
                assertThatThrownBy(session::check)
                        .as("after 200 with \"%s\"", body)
                        .isInstanceOf(IOException.class);
                forge().clearFaults();
            }
        }
    }

    private static boolean always(ForgeRequest request) {
        return true;
    }

    private static Fault[] faults(String body) {
        Fault fault = Fault.answer(200, Map.of("Content-Type", "text/html"), body);
        return new Fault[] {fault, fault, fault, fault};
    }

    private void assumeItAsks() throws Exception {
        try (PublisherSession session = open()) {
            session.check();
        }
        assumeTrue(forge().requestCount() > 0, "the publisher has no way to check");
    }

    private Rejection rejection(Fault... faults) throws Exception {
        forge().next(faults);
        try (PublisherSession session = open()) {
            return rejection(session);
        }
    }

    private Rejection rejection(PublisherSession session) throws Exception {
        try {
            CheckResult result = session.check();
            return result.rejection().orElseThrow(() -> new AssertionError("not refused: " + result));
        } catch (PublishFailedException e) {
            if (e.result() instanceof Rejected rejected) {
                mark.assertNotIn(rejected.reason());
                return rejected.kind();
            }
            throw e;
        } finally {
            forge().clearFaults();
        }
    }
}
