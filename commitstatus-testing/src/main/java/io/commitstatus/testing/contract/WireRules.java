package io.commitstatus.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.spi.PublishResult.NotVisible;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.testing.forge.Fault;
import io.commitstatus.testing.forge.ForgeRequest;
import io.commitstatus.testing.forge.ForgeResponse;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** P22 and P23: what gateways between a publisher and its Git host do, and take. */
abstract class WireRules extends PublisherRules {
    /** The first JDK whose client sends a GET without {@code Content-Length: 0} (JDK-8283544). */
    private static final int GOOD_GETS = 19;

    WireRules(PublisherContract contract) {
        super(contract);
    }

    private CommitStatus status() {
        return status(CommitState.SUCCESS, "rolled out");
    }

    @Test
    void p22_readsAnAnswerThatIsCompressedUnasked() {
        Optional<ForgeResponse> answer = contract.unknownCommit();
        assumeTrue(answer.isPresent(), "the vendor has no answer of its own for an unknown commit");
        try (PublisherSession session = open()) {
            forge().next(Fault.compressed(answer.get()));
            Attempt attempt = Attempt.publish(session, status());
            assertThat(attempt.as(NotVisible.class)).as(attempt.everything()).isPresent();
            assertThat(forge().requests())
                    .allSatisfy(it -> assertThat(it.header("Accept-Encoding"))
                            .as("what %s says it can read", it)
                            .hasValueSatisfying(accepted -> assertThat(accepted).doesNotContain("gzip", "deflate")));
        }
    }

    @Test
    void p23_sendsNothingOfABodyWithAGet() {
        assumeTrue(readsLatest(), "the vendor cannot be asked");
        try (PublisherSession session = open()) {
            Attempt.latest(session, status());
        }
        for (ForgeRequest request : forge().requests()) {
            if (request.method().equals("GET")) {
                assertThat(request.body()).as("the body of %s", request).isEmpty();
                assertThat(request.headers()).doesNotContainKeys("Content-Type", "Transfer-Encoding");
                if (Runtime.version().feature() >= GOOD_GETS) {
                    assertThat(request.headers()).doesNotContainKey("Content-Length");
                }
            }
        }
    }
}
