package io.commitstatus.examples.receiver;

import static io.commitstatus.examples.receiver.Fixture.COMMIT;
import static io.commitstatus.examples.receiver.Fixture.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Configuration;
import io.commitstatus.examples.receiver.page.View.Trouble;
import io.commitstatus.model.Event;
import io.commitstatus.policy.SecretResolver;
import io.commitstatus.testing.ManualClock;
import io.commitstatus.testing.forge.Fault;
import io.commitstatus.testing.github.StandInGitHub;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of what is wrong, and when Git hosts are asked about credentials. */
class TroublesTest {
    private final StandInGitHub github = StandInGitHub.start();
    private final Journal journal = new Journal(InstantSource.system());

    @TempDir
    Path dir;

    @SuppressWarnings("NullAway.Init")
    private CommitStatusRouter router;

    private Checks checks;
    private Troubles troubles;

    @BeforeEach
    void start() throws IOException {
        Fixture.write(dir, github);
        ConfigurationDirectory source =
                new ConfigurationDirectory(dir.resolve("config"), dir.resolve("secrets"), Configuration::reader);
        router = CommitStatusRouter.builder(source.first())
                .secrets(SecretResolver.directory(dir.resolve("secrets")))
                .allowPlainHttp(true)
                .addListener(journal)
                .build();
        checks = new Checks(router, InstantSource.system());
        troubles = new Troubles(
                router, source, journal, new Skips(new SimpleMeterRegistry(), InstantSource.system()), checks);
    }

    @AfterEach
    void stop() {
        checks.close();
        router.close(Duration.ZERO);
        github.close();
    }

    @Test
    void refusedCredentialsAreTold() throws Exception {
        github.revoke("a-token");
        post();
        assertTold(
                Duration.ZERO,
                true,
                "The credentials of Provider flux-system/github are refused.",
                "Put a valid token");
    }

    @Test
    void aHostThatIsLeftAloneIsToldWithTheTimeThatIsLeft() throws Exception {
        github.forge().next(Fault.answer(429, Map.of("Retry-After", "600"), "{}"));
        post();
        assertTold(Duration.ofMinutes(2), false, " is left alone for 7 min more: ", "Nothing is lost");
    }

    @Test
    void aHostThatHangsIsTold() throws Exception {
        Fault[] hanging = new Fault[10];
        Arrays.fill(hanging, Fault.timeout());
        github.forge().next(hanging);
        post();
        assertTold(Duration.ZERO, true, " does not answer.", "Look at the Git host");
    }

    @Test
    void whatHasWaitedForLongIsTold() throws Exception {
        Fault[] away = new Fault[100];
        Arrays.fill(away, Fault.answer(503, "{}"));
        github.forge().next(away);
        post();
        assertTold(Duration.ofMinutes(6), false, "The oldest that waits was taken 6 min ago.", "says why");
    }

    @Test
    void aCheckIsMadeByItselfAgainAndAgain() throws Exception {
        try (Closing often = new Closing(new Checks(router, InstantSource.system(), Duration.ofMillis(10)))) {
            often.checks.start(Duration.ofMillis(10));
            Fixture.until("it is made", () -> often.checks.found().when().isPresent());
            Instant first = often.checks.found().when().orElseThrow();
            Fixture.until(
                    "it is made again",
                    () -> often.checks.found().when().orElseThrow().isAfter(first));
        }
    }

    @Test
    void aCheckIsMadeOnceAMinuteHoweverOftenOneAsks() {
        ManualClock clock = new ManualClock(Instant.EPOCH);
        try (Closing it = new Closing(new Checks(router, clock))) {
            assertThat(it.checks.ask()).isTrue();
            clock.advance(Duration.ofSeconds(59));
            assertThat(it.checks.ask()).isFalse();
            clock.advance(Duration.ofSeconds(1));
            assertThat(it.checks.ask()).isTrue();
        }
    }

    private record Closing(Checks checks) implements AutoCloseable {
        @Override
        public void close() {
            checks.close();
        }
    }

    private void post() {
        router.route(Event.parse(event("apps", COMMIT, "m")));
    }

    private void assertTold(Duration later, boolean grave, String what, String remedy) throws InterruptedException {
        Fixture.until(what, () -> list(later).stream().anyMatch(it -> it.what().contains(what)));
        assertThat(list(later)).anySatisfy(it -> {
            assertThat(it.what()).contains(what);
            assertThat(it.remedy()).contains(remedy);
            assertThat(it.grave()).isEqualTo(grave);
        });
    }

    private List<Trouble> list(Duration later) {
        return troubles.list(router.backlog(), Instant.now().plus(later));
    }
}
