package io.commitstatus.examples.receiver;

import io.commitstatus.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration in a directory, read again when it has changed. It is asked every second: notifications of the file
 * system do not see all that a Kubernetes mount does. Used by one thread, except for what is said.
 */
final class ConfigurationDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationDirectory.class);

    private final Path config;
    private final Path secrets;
    private Map<Path, String> inForce = Map.of();
    private Map<Path, String> seen = Map.of();
    private String reported = "";
    private volatile @Nullable String missing = "it has not been read yet";

    ConfigurationDirectory(Path config, Path secrets) {
        this.config = config;
        this.secrets = secrets;
    }

    /** What is wrong with the directory itself; from any thread. */
    Optional<String> missing() {
        return Optional.ofNullable(missing);
    }

    /** The first reading, of a directory that need not be there yet. */
    Configuration first() {
        seen = look().orElse(Map.of());
        return changed().orElseGet(() -> Configuration.reader().lenient(true).parse(""));
    }

    /**
     * The configuration, if it has changed. A change counts when it has stood still from one look to the next, and during
     * the reading: half a file would take the Alerts of the other half out of force.
     */
    Optional<Configuration> changed() {
        Optional<Map<Path, String>> now = look();
        if (now.isEmpty() || (missing == null && now.get().equals(inForce))) {
            return Optional.empty();
        }
        if (!now.get().equals(seen)) {
            seen = now.get();
            return Optional.empty();
        }
        try {
            Configuration read = Configuration.lenient(config.toRealPath());
            if (look().equals(now)) {
                inForce = now.get();
                missing = null;
                reported = "";
                return Optional.of(read);
            }
        } catch (IOException e) {
            unreadable(e);
        }
        return Optional.empty();
    }

    /** Every file with its time and size. Empty when the directory cannot be read: then what was read stays in force. */
    private Optional<Map<Path, String>> look() {
        Map<Path, String> files = new TreeMap<>();
        try {
            add(config.toRealPath(), files);
            if (Files.isDirectory(secrets)) {
                add(secrets.toRealPath(), files); // a Secret may hold its Provider's address
            }
            return Optional.of(files);
        } catch (IOException | java.io.UncheckedIOException e) {
            unreadable(e);
            return Optional.empty();
        }
    }

    private static void add(Path directory, Map<Path, String> files) throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : (Iterable<Path>) tree::iterator) {
                BasicFileAttributes it = Files.readAttributes(path, BasicFileAttributes.class);
                if (it.isRegularFile()) {
                    files.put(path, it.lastModifiedTime() + " " + it.size());
                }
            }
        }
    }

    private void unreadable(Exception e) {
        String reason = e instanceof NoSuchFileException ? e.getMessage() + " is not there" : e.toString();
        if (missing != null) {
            missing = reason;
        }
        if (!reason.equals(reported)) {
            reported = reason;
            LOG.warn("the configuration cannot be read now; what was read stays in force: {}", reason);
        }
    }
}
