package io.commitstatus.outbox;

import io.commitstatus.model.OutboxException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Where the file is, and that nobody else has it. What goes wrong there is explained with its remedy. */
final class FileLocation {
    private final Path file;
    private final FileChannel channel;

    private FileLocation(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Takes a file for this outbox alone; it is made where it is missing, for its owner only. */
    static FileLocation take(Path file) {
        Path path = file.toAbsolutePath();
        try {
            create(path);
            Path real = path.toRealPath();
            Path lockFile = real.resolveSibling(real.getFileName() + ".lock");
            create(lockFile);
            FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
            FileLock lock = lock(channel);
            if (lock == null) {
                channel.close();
                throw new OutboxException(
                        "another router has the file " + real + " open; give each router a file of its own", null);
            }
            return new FileLocation(real, channel);
        } catch (IOException e) {
            throw new OutboxException(
                    "the outbox's file " + path + " cannot be made ("
                            + e.getClass().getSimpleName() + ": " + e.getMessage()
                            + "); give a path in a folder that exists and can be written",
                    e);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static void create(Path path) throws IOException {
        try {
            if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } else {
                Files.createFile(path);
            }
        } catch (FileAlreadyExistsException e) {
            // As it should be, but for the first time.
            return;
        }
    }

    /** Connects, by the driver itself: DriverManager would keep it, and its class loader, for ever. */
    Connection connect() throws SQLException {
        Driver driver;
        try {
            driver = Class.forName("org.sqlite.JDBC")
                    .asSubclass(Driver.class)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new OutboxException(
                    "FileOutbox needs the SQLite driver; add org.xerial:sqlite-jdbc to the class path", e);
        }
        try {
            Connection connection = driver.connect("jdbc:sqlite:" + file, new Properties());
            if (connection == null) {
                throw new SQLException("the driver does not accept jdbc:sqlite:" + file);
            }
            return connection;
        } catch (LinkageError e) {
            throw noNativeLibrary(e);
        } catch (SQLException e) {
            if (isOfTheNativeLibrary(e)) {
                throw noNativeLibrary(e);
            }
            throw e;
        }
    }

    /** The driver says so in a cause: "Error opening connection" is all that it says itself. */
    private static boolean isOfTheNativeLibrary(Throwable failure) {
        for (Throwable it = failure; it != null; it = it.getCause()) {
            if (it instanceof LinkageError
                    || String.valueOf(it.getMessage()).toLowerCase(Locale.ROOT).contains("native library")) {
                return true;
            }
        }
        return false;
    }

    private static OutboxException noNativeLibrary(Throwable e) {
        return new OutboxException(
                "the SQLite driver cannot load its native library, which it unpacks into the temporary folder "
                        + System.getProperty("org.sqlite.tmpdir", System.getProperty("java.io.tmpdir"))
                        + "; start the JVM with -Dorg.sqlite.tmpdir=<a folder that can be written and executed from>",
                e);
    }

    /** What went wrong, and what to do about it. */
    OutboxException explain(String what, SQLException e) {
        String message = String.valueOf(e.getMessage());
        String remedy = "";
        if (message.contains("SQLITE_FULL")) {
            remedy = "; the disk is full: make room, and it goes on by itself";
        } else if (message.contains("SQLITE_READONLY") || message.contains("SQLITE_CANTOPEN")) {
            remedy = "; make the file and its folder writable for this user";
        } else if (message.contains("SQLITE_CORRUPT") || message.contains("SQLITE_NOTADB")) {
            remedy = "; the file is damaged: restore it, or move it away to begin with an empty one";
        } else if (message.contains("SQLITE_IOERR")) {
            remedy = "; the disk fails or is full: check it, and it goes on by itself";
        } else if (message.contains("SQLITE_BUSY")) {
            remedy = "; another program has the file open: close it";
        }
        return new OutboxException("the outbox's file " + file + " cannot " + what + ": " + message + remedy, e);
    }

    void release() {
        try {
            channel.close();
        } catch (IOException e) {
            // The lock ends with the process at the latest.
            return;
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
