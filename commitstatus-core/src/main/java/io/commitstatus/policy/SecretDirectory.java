package io.commitstatus.policy;

import io.commitstatus.internal.config.report.Names;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Secrets in the files of a directory, as Kubernetes mounts them. */
final class SecretDirectory {
    private static final int MAX_BYTES = 1024 * 1024;
    private static final int ATTEMPTS = 3;

    private final Path root;

    /** The directory need not be there yet. */
    SecretDirectory(Path root) {
        this.root = root;
    }

    /**
     * Reads a Secret.
     *
     * @throws IOException when it is there, but cannot be read
     */
    Optional<Secret> read(NamespacedName name) throws IOException {
        boolean plain = Names.namespaceProblem(name.namespace()).isEmpty()
                && Names.nameProblem(name.name()).isEmpty();
        Path directory = root.resolve(plain ? name.namespace() : "").resolve(plain ? name.name() : "");
        if (!plain || !Files.isDirectory(directory)) {
            return Optional.empty();
        }
        for (int attempt = 1; ; attempt++) {
            try {
                return Optional.of(Secret.ofBytes(name, values(name, directory)));
            } catch (NoSuchFileException e) {
                // Kubernetes has swapped the version meanwhile.
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private Map<String, byte[]> values(NamespacedName name, Path directory) throws IOException {
        // A projected volume links whole directories, so that this may be one, but leads to nowhere else.
        Path own = inside(name, root, directory);
        // Kubernetes swaps this link, so all files are read behind it, after it has been followed once.
        Path version = own.resolve("..data");
        Path real = inside(name, own, Files.exists(version) ? version : own);
        Map<String, byte[]> values = new LinkedHashMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(real)) {
            for (Path file : files) {
                String key = file.getFileName().toString();
                if (!key.startsWith(".") && Files.isRegularFile(file)) {
                    values.put(key, bytes(name, key, inside(name, own, file)));
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return values;
    }

    /** {@return the path without links} */
    private static Path inside(NamespacedName name, Path directory, Path path) throws IOException {
        Path real = path.toRealPath();
        if (!real.startsWith(directory.toRealPath())) {
            throw new IOException("Secret " + name + ": " + path + " leads out of " + directory + " and is not read");
        }
        return real;
    }

    private static byte[] bytes(NamespacedName name, String key, Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException("Secret " + name + ": the file of \"" + key + "\" is larger than 1 MiB");
            }
            return bytes;
        }
    }
}
