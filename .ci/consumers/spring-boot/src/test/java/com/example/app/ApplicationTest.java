package com.example.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.commitstatus.CommitStatusRouter;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.testing.github.StandInGitHub;
import io.micrometer.core.instrument.MeterRegistry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.Status;

class ApplicationTest {
    private static final String COMMIT = "0123456789".repeat(4);

    @Test
    void statusesAreSentAndCountedAndHealthIsShownAndNothingOutlivesTheContext(@TempDir Path folder) throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                StandInGitHub github = StandInGitHub.start()) {
            Path token = Files.createDirectories(folder.resolve("secrets/team/github"));
            Files.writeString(token.resolve("token"), "a-token");
            Path statuses = Files.createDirectories(folder.resolve("statuses"));
            Files.writeString(statuses.resolve("provider.yaml"), """
                    apiVersion: notification.toolkit.fluxcd.io/v1beta3
                    kind: Provider
                    metadata:
                      name: app
                      namespace: team
                      annotations:
                        commitstatus.io/api-url: %s
                    spec:
                      type: github
                      address: %s/org/app
                      secretRef:
                        name: github
                    """.formatted(github.apiUrl(), github.url()));
            HikariDataSource pool;
            try (var context = SpringApplication.run(
                    Application.class,
                    "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                    "--spring.datasource.username=postgres",
                    "--statuses.folder=" + statuses,
                    "--statuses.secrets=" + folder.resolve("secrets"),
                    "--statuses.plain-http=true")) {
                pool = context.getBean(HikariDataSource.class);
                var router = context.getBean(CommitStatusRouter.class);

                router.submit("team/app", CommitStatus.success(COMMIT, "deploy/prod", "rolled out"))
                        .await(Duration.ofSeconds(60));

                assertThat(github.statuses("org/app", COMMIT)).extracting(it -> it.state()).containsExactly("success");
                assertThat(context.getBean(MeterRegistry.class)
                                .get("commitstatus.settled")
                                .tag("outcome", "delivered")
                                .counter()
                                .count())
                        .isEqualTo(1);
                assertThat(context.getBean(HealthEndpoint.class).health().getStatus()).isEqualTo(Status.UP);
                assertThat(threads()).isNotEmpty();
            }

            assertThat(threads()).as("what outlives the context").isEmpty();
            assertThat(pool.isClosed()).isTrue();
        }
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(it -> it.startsWith("commitstatus"))
                .toList();
    }
}
