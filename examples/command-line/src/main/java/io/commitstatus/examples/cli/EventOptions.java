package io.commitstatus.examples.cli;

import io.commitstatus.model.Event;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Where events come from. */
final class EventOptions {
    @Option(
            names = "--event",
            required = true,
            paramLabel = "FILE",
            description = "The events: one JSON object, an array, or one object per line. - reads standard input.")
    private String event = "";

    @Option(
            names = "--forwarded",
            description = "The events come from Flux's generic or generic-hmac Provider: their metadata is combined.")
    private boolean forwarded;

    /** All events, or none: nothing is sent while any of them cannot be read. */
    List<Event> read(InputStream standardInput) {
        if (event.equals("-")) {
            return EventFile.read("<stdin>", standardInput, forwarded);
        }
        Path file = Path.of(event);
        if (Files.isDirectory(file)) {
            throw new BadInputException(event + ": this is a directory; give a file with events");
        }
        try (InputStream stream = new BufferedInputStream(Files.newInputStream(file))) {
            return EventFile.read(event, stream, forwarded);
        } catch (NoSuchFileException e) {
            throw new BadInputException(event + ": there is no such file; correct the path");
        } catch (IOException e) {
            throw new BadInputException(event + ": this file cannot be read: " + e.getMessage());
        }
    }
}
