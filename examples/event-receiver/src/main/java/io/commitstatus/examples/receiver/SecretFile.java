package io.commitstatus.examples.receiver;

import io.commitstatus.examples.receiver.http.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file with a secret, read anew each time, so that it can be changed while this runs. */
final class SecretFile {
    private static final Logger LOG = LoggerFactory.getLogger(SecretFile.class);

    private SecretFile() {}

    /** {@return the bytes; without any, nobody gets in} */
    static byte[] read(Path file) throws RefusedException {
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length > 0) {
                return bytes;
            }
            LOG.warn("{} is empty; write the secret into it", file);
        } catch (IOException e) {
            LOG.warn("{} cannot be read", file, e);
        }
        throw new RefusedException(503, "the secret to check this with is not there yet");
    }
}
