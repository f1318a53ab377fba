package io.commitstatus.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.commitstatus.model.OutboxException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong with a file says what to do about it, and loses nothing. */
class FileTroubleTest {
    @TempDir
    Path folder;

    @Test
    void theFileIsItsOwners() throws IOException {
        Path file = folder.resolve("outbox.db");
        try (Outbox outbox = FileOutbox.at(file);
                Stream<Path> files = Files.list(folder)) {
            outbox.put(List.of(FileTrouble.wanted(1)));
            assertThat(files)
                    .hasSizeGreaterThan(1)
                    .allSatisfy(it -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(it)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void aDamagedFileIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("outbox.db"), "not a database, ".repeat(1000));

        assertThatThrownBy(() -> FileOutbox.at(file))
                .isInstanceOf(OutboxException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("the file is damaged: restore it, or move it away");
    }

    @Test
    void aFileOfANewerReleaseIsLeftAlone() throws Exception {
        Path file = folder.resolve("outbox.db");
        FileOutbox.at(file).close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("update meta set format = 99");
        }

        assertThatThrownBy(() -> FileOutbox.at(file))
                .isInstanceOf(OutboxException.class)
                .hasMessageContaining("has format 99, and this release knows 2; use the release that wrote it");
    }

    @Test
    void aSecondRouterIsRefusedAndTheFirstGoesOn() {
        Path file = folder.resolve("outbox.db");
        try (Outbox outbox = FileOutbox.at(file)) {
            assertThatThrownBy(() -> FileOutbox.at(file)).isInstanceOf(OutboxException.class);
            outbox.put(List.of(FileTrouble.wanted(1)));
        }
    }

    @Test
    void aFullDiskRefusesAndForgetsNothing() throws Exception {
        assertThat(onAFileSystem("size=3m", "full", "java.io.tmpdir"))
                .contains("disk is full: make room, and it goes on by itself")
                .endsWith("nothing lost\n");
    }

    @Test
    void aReadOnlyDiskIsNamed() throws Exception {
        assertThat(onAFileSystem("size=3m", "readonly", "java.io.tmpdir"))
                .contains("Read-only file system")
                .contains("give a path in a folder that exists and can be written");
    }

    @Test
    void aTemporaryFolderWithoutExecIsNamed() throws Exception {
        assertThat(onAFileSystem("size=32m,noexec", "noexec", "org.sqlite.tmpdir"))
                .contains("start the JVM with -Dorg.sqlite.tmpdir=<a folder that can be written and executed from>");
    }

    /** Runs {@link FileTrouble} in a process that alone sees a file system of the given kind. */
    private String onAFileSystem(String options, String trouble, String temporary) throws Exception {
        String inside = trouble.equals("noexec") ? folder.toString() : System.getProperty("java.io.tmpdir");
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(
                "unshare",
                "-rm",
                "sh",
                "-c",
                "mount -t tmpfs -o \"$1\" tmpfs \"$2\" || exit 99; shift 2; exec \"$@\""));
        command.addAll(List.of("sh", options, folder.toString()));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-D" + temporary + "=" + inside,
                "-cp",
                path,
                FileTrouble.class.getName(),
                trouble,
                folder.toString()));
        Path log = Files.createTempFile("trouble", ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            String said = Files.readString(log, StandardCharsets.UTF_8);
            assumeTrue(process.exitValue() != 99 && !said.startsWith("unshare"), "no file system can be made here");
            return said;
        } catch (IOException e) {
            assumeTrue(false, "there is no unshare here");
            return "";
        } finally {
            Files.delete(log);
        }
    }
}
