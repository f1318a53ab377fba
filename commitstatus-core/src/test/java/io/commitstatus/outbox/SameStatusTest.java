package io.commitstatus.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import java.net.URI;
import org.junit.jupiter.api.Test;

class SameStatusTest {
    private static final String COMMIT = "a1afe267b54f38b46b487f6e938a6fd508278c07";

    @Test
    void durationsDoNotMakeADifference() {
        assertSame("finished in 2.08s, next run in 10m0s", "finished in 1m30.5s, next run in 1h0m0s");
        assertSame("took 350ms", "took 350µs");
        assertSame("(5s)", "(10s)");
    }

    @Test
    void otherNumbersDo() {
        assertDifferent("released v1.2s", "released v1.3s");
        assertDifferent("3 pods", "4 pods");
        assertDifferent("digest a5s", "digest b5s");
        assertDifferent("took 5 s", "took 6 s");
        assertDifferent("port 5seconds", "port 6seconds");
    }

    @Test
    void aDurationThatMovesThePlaceOfTheCutDoesNotMakeADifference() {
        assertSame("checked in 9.98s: alpha, beta, gam…", "checked in 10.02s: alpha, beta, ga…");
        assertSame("checked in 9.98s: next in 1m0…", "checked in 10.02s: next in 1m…");
    }

    @Test
    void anythingElseInACutTextDoes() {
        assertDifferent("checked in 9s: alpha, be…", "checked in 9s: gamma, be…");
        assertDifferent("alpha, beta, gam…", "alpha, beta, ga…");
        assertDifferent("5s…", "7s, and more words…");
    }

    @Test
    void stateAndTargetUrlMakeADifference() {
        CommitStatus status = CommitStatus.success(COMMIT, "key", "text");
        assertThat(SameStatus.test(
                        status, status.toBuilder().state(CommitState.FAILURE).build()))
                .isFalse();
        assertThat(SameStatus.test(
                        status,
                        status.toBuilder()
                                .targetUrl(URI.create("https://example.com/a"))
                                .build()))
                .isFalse();
    }

    private static void assertSame(String one, String other) {
        assertThat(same(one, other)).as("%s / %s", one, other).isTrue();
    }

    private static void assertDifferent(String one, String other) {
        assertThat(same(one, other)).as("%s / %s", one, other).isFalse();
    }

    private static boolean same(String one, String other) {
        return SameStatus.test(CommitStatus.success(COMMIT, "key", one), CommitStatus.success(COMMIT, "key", other));
    }
}
