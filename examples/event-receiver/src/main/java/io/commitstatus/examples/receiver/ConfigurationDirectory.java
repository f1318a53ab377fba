package io.commitstatus.examples.receiver;

import io.commitstatus.Configuration;
import io.commitstatus.ConfigurationReader;
import io.commitstatus.RouterBuilder;
import io.commitstatus.policy.SecretResolver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration in a directory, read again when it has changed. It is looked at every half second: notifications of
 * the file system do not see all that a Kubernetes mount does. Used by one thread, except for what is said.
 */
final class ConfigurationDirectory implements ConfigurationSource {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationDirectory.class);

    private static final long EVERY_MILLIS = 500;

    private final Path config;
    private final Path secrets;
    private final Supplier<ConfigurationReader> reader;
    private final CountDownLatch closed = new CountDownLatch(1);
    private Map<Path, String> inForce = Map.of();
    private Map<Path, String> seen = Map.of();
    private String reported = "";
    private volatile @Nullable String missing = "it has not been read yet";

    ConfigurationDirectory(Path config, Path secrets, Supplier<ConfigurationReader> reader) {
        this.config = config;
        this.secrets = secrets;
        this.reader = reader;
    }

    /** What is wrong with the directory itself. */
    @Override
    public Optional<String> missing() {
        return Optional.ofNullable(missing);
    }

    /** The first reading, of a directory that need not be there yet. */
    @Override
    public Configuration first() {
        seen = look().orElse(Map.of());
        return changed().orElseGet(() -> reader.get().parse(""));
    }

    @Override
    public void prepare(RouterBuilder builder) {
        builder.secrets(SecretResolver.directory(secrets));
    }

    @Override
    public void start(Consumer<Configuration> changed) {
        Thread thread = new Thread(() -> watch(changed), "configuration");
        thread.setDaemon(true);
        thread.start();
    }

    private void watch(Consumer<Configuration> changed) {
        try {
            while (!closed.await(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                changed().ifPresent(changed);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // and the thread ends
        }
    }

    @Override
    public void close() {
        closed.countDown();
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
            Configuration read = reader.get().load(config.toRealPath());
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
