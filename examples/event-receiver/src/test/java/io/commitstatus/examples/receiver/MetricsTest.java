package io.commitstatus.examples.receiver;

import static io.commitstatus.examples.receiver.Fixture.COMMIT;
import static io.commitstatus.examples.receiver.Fixture.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.testing.forge.Fault;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The numbers. */
class MetricsTest {
    @Test
    void whatHappensIsCounted(@TempDir Path dir) throws Exception {
        try (Fixture it = Fixture.start(dir)) {
            it.post("/", event("apps", COMMIT, "m"));
            it.post("/not/a/label", "no event");
            Fixture.until("the commit is marked", () -> it.shown(COMMIT, "apps").isPresent());
            it.github.forge().next(Fault.answer(422, "{}"));
            it.post("/", event("infra", COMMIT, "m"));

            String[] numbers = {""};
            Fixture.until("the rejected one is counted", () -> {
                try {
                    numbers[0] = it.get("/metrics").body();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
                return numbers[0].contains("commitstatus_undelivered 1.0") && numbers[0].contains("INVALID");
            });
            assertThat(numbers[0].lines())
                    .contains(
                            "commitstatus_answers_total{endpoint=\"event\",status=\"202\"} 2.0",
                            "commitstatus_answers_total{endpoint=\"event\",status=\"400\"} 1.0",
                            "commitstatus_accepted_total{type=\"github\"} 2.0",
                            "commitstatus_settled_total{outcome=\"delivered\",rejection=\"\",type=\"github\"} 1.0",
                            "commitstatus_settled_total{outcome=\"rejected\",rejection=\"INVALID\",type=\"github\"} 1.0",
                            "commitstatus_request_seconds_count{result=\"delivered\",type=\"github\"} 1",
                            "commitstatus_event_to_commit_seconds_count{type=\"github\"} 1",
                            "commitstatus_waiting 0.0",
                            "commitstatus_undelivered 1.0");
            assertThat(numbers[0]).doesNotContain("/not/a/label");
        }
    }
}
