package io.commitstatus.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.DeliveryKey;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.policy.DeliveryListener.Settled;
import io.commitstatus.policy.DeliveryListener.Subject;
import io.commitstatus.policy.Outcome;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecordingListenerTest {
    private final RecordingListener listener = new RecordingListener();

    @Test
    void itWaitsForWhatIsSettledOnAnotherThread() throws Exception {
        Thread worker = new Thread(() -> {
            listener.settled(settled("a"));
            listener.settled(settled("b"));
        });
        worker.start();
        assertThat(listener.awaitSettled("b", Duration.ofSeconds(20)).subject().id())
                .isEqualTo("b");
        worker.join();
        assertThat(listener.settled()).extracting(it -> it.subject().id()).containsExactly("a", "b");
    }

    @Test
    void itGivesUpInTime() {
        listener.settled(settled("a"));
        assertThatThrownBy(() -> listener.awaitSettled("b", Duration.ofMillis(10)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("within 10ms");
    }

    private static Settled settled(String id) {
        CommitStatus status = CommitStatus.success("a".repeat(40), "deploy/prod", "");
        DeliveryKey key = new DeliveryKey(
                "plain", URI.create("https://api.example.com"), "team", "org/app", status.commit(), status.key());
        Subject subject = new Subject(id, new NamespacedName("team", "plain"), key, status);
        return new Settled(subject, Outcome.of(Outcome.Kind.DELIVERED, ""), Instant.EPOCH, Instant.EPOCH);
    }
}
