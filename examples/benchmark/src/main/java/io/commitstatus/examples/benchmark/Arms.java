package io.commitstatus.examples.benchmark;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.commitstatus.outbox.FileOutbox;
import io.commitstatus.outbox.MemoryOutbox;
import io.commitstatus.outbox.postgresql.PostgresOutbox;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import javax.sql.DataSource;
import org.gitlab4j.api.GitLabApi;
import org.gitlab4j.api.models.CommitStatus;
import org.gitlab4j.models.Constants.CommitBuildState;
import org.kohsuke.github.GHCommitState;
import org.kohsuke.github.GHRepository;
import org.kohsuke.github.GitHubBuilder;

/** What is compared. */
enum Arms {
    /** A blocking POST of bytes that were made before, on the JDK's client as it comes; its answer is read and not looked at. */
    LIMIT {
        @Override
        Arm open(URI api, Stores stores) {
            HttpClient client =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            byte[] body = ("{\"state\":\"success\",\"context\":\"kustomization/deploy/da66dbab\","
                            + "\"description\":\"Applied revision\"}")
                    .getBytes(StandardCharsets.UTF_8);
            HttpRequest request = HttpRequest.newBuilder(URI.create(api + "/repos/org/app/statuses/" + Arm.commit(0)))
                    .header("Authorization", "Bearer a-token")
                    .header("Accept", "application/vnd.github+json")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(body))
                    .build();
            return new BlockingArm(Arm.IN_FLIGHT, number -> {
                int status = client.send(request, BodyHandlers.ofByteArray()).statusCode();
                if (status != 201) {
                    throw new IOException("the stand-in answered " + status);
                }
            });
        }
    },
    MEMORY {
        @Override
        Arm open(URI api, Stores stores) {
            return new RouterArm(api, MemoryOutbox.of(100_000, Clock.systemUTC()));
        }
    },
    FILE {
        @Override
        Arm open(URI api, Stores stores) {
            return new RouterArm(api, FileOutbox.at(stores.file(api)));
        }
    },
    POSTGRESQL {
        @Override
        Arm open(URI api, Stores stores) {
            HikariDataSource pool = pool(stores.database());
            RouterArm arm = new RouterArm(api, PostgresOutbox.using(pool));
            return new Closing(arm, pool);
        }
    },
    /** org.kohsuke:github-api, with the repository fetched once. */
    HUB4J {
        @Override
        Arm open(URI api, Stores stores) throws IOException {
            GHRepository repository = new GitHubBuilder()
                    .withEndpoint(api.toString())
                    .withOAuthToken("a-token")
                    .build()
                    .getRepository("org/app");
            return new BlockingArm(
                    Arm.IN_FLIGHT,
                    number -> repository.createCommitStatus(
                            Arm.commit(number),
                            GHCommitState.SUCCESS,
                            null,
                            "Applied revision",
                            "kustomization/deploy/da66dbab"));
        }
    },
    /** org.gitlab4j:gitlab4j-api. */
    GITLAB4J {
        @Override
        Arm open(URI api, Stores stores) {
            GitLabApi gitlab = new GitLabApi(api.toString(), "a-token");
            CommitStatus status =
                    new CommitStatus().withName("kustomization/deploy/da66dbab").withDescription("Applied revision");
            return new BlockingArm(
                    Arm.IN_FLIGHT,
                    number -> gitlab.getCommitsApi()
                            .addCommitStatus(1L, Arm.commit(number), CommitBuildState.SUCCESS, status));
        }
    };

    /** Gets ready to send to a stand-in. */
    abstract Arm open(URI api, Stores stores) throws IOException;

    static HikariDataSource pool(DataSource database) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(database);
        config.setMaximumPoolSize(8);
        return new HikariDataSource(config);
    }

    /** As it is called in what is written. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Where the durable outboxes keep what they know. */
    record Stores(Path directory, EmbeddedPostgres postgres) {
        /** A file of its own for each latency. */
        Path file(URI api) {
            return directory.resolve("outbox" + api.getPath().replace('/', '-') + ".db");
        }

        DataSource database() {
            return postgres.getPostgresDatabase();
        }
    }

    /** An arm with a pool of connections that ends with it. */
    private record Closing(Arm arm, HikariDataSource pool) implements Arm {
        @Override
        public long send(Work work) throws Exception {
            return arm.send(work);
        }

        @Override
        public void send(long number) throws Exception {
            arm.send(number);
        }

        @Override
        public void close() {
            arm.close();
            pool.close();
        }
    }
}
