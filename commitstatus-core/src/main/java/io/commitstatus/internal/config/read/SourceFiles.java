package io.commitstatus.internal.config.read;

import io.commitstatus.internal.config.report.SourceLocation;
import io.commitstatus.internal.config.yaml.Node;
import io.commitstatus.internal.config.yaml.YamlText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Gets texts from files, directories and streams. */
public final class SourceFiles {
    /** Enough for a dump of ten thousand objects; a bound at all, because the file may not be what it seems. */
    static final int MAX_BYTES = 64 * 1024 * 1024;

    private static final List<String> ENDINGS = List.of(".yaml", ".yml", ".json");

    private final DocumentReader reader;

    public SourceFiles(DocumentReader reader) {
        this.reader = reader;
    }

    public void path(Path path) {
        if (!Files.isDirectory(path)) {
            file(path);
            return;
        }
        try {
            List<Path> files = filesIn(path);
            files.forEach(this::file);
            if (files.isEmpty()) {
                reader.warning(
                        new SourceLocation(path.toString(), 0, 0),
                        "there is no .yaml, .yml or .json file in this directory");
            }
        } catch (IOException | java.io.UncheckedIOException e) {
            reader.broken(
                    new SourceLocation(path.toString(), 0, 0), "this directory cannot be read: " + e.getMessage());
        }
    }

    /** A walk does not follow a link that it begins with, and a mounted directory may well be one. */
    private static List<Path> filesIn(Path directory) throws IOException {
        Path root = directory.toRealPath();
        try (Stream<Path> tree = Files.walk(root)) {
            return tree.map(root::relativize)
                    .filter(SourceFiles::isConfiguration)
                    .map(directory::resolve)
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }

    public void stream(InputStream stream, String source) throws IOException {
        bytes(stream.readNBytes(MAX_BYTES + 1), source);
    }

    public void text(String text, String source) {
        if (text.length() > MAX_BYTES) {
            tooLarge(source);
            return;
        }
        boolean[] empty = {true};
        new YamlText(
                        source,
                        withoutMarks(text),
                        document -> {
                            empty[0] &= document instanceof Node.Scalar scalar && scalar.type() == Node.Type.NULL;
                            reader.read(document);
                        },
                        e -> {
                            empty[0] = false;
                            reader.broken(e.place(), e.message());
                        })
                .read();
        if (empty[0]) {
            reader.warning(new SourceLocation(source, 0, 0), "there is no document in this; write one, or remove it");
        }
    }

    /** Editors put byte order marks at the beginning, and files that were put together have them at any line's. */
    private static String withoutMarks(String text) {
        String begun = text.startsWith("\uFEFF") ? text.substring(1) : text;
        return begun.contains("\n\uFEFF") ? begun.replace("\n\uFEFF", "\n") : begun;
    }

    private void file(Path file) {
        try (InputStream stream = Files.newInputStream(file)) {
            stream(stream, file.toString());
        } catch (NoSuchFileException e) {
            reader.broken(
                    new SourceLocation(file.toString(), 0, 0), "there is no such file or directory; correct the path");
        } catch (IOException e) {
            reader.broken(new SourceLocation(file.toString(), 0, 0), "this file cannot be read: " + e);
        }
    }

    private void bytes(byte[] bytes, String source) {
        if (bytes.length > MAX_BYTES) {
            tooLarge(source);
            return;
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
        CharBuffer text = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), text, true);
        text.flip();
        if (result.isError()) {
            String before = text.toString();
            int line = (int) before.lines().count() + (before.endsWith("\n") || before.isEmpty() ? 1 : 0);
            int column = before.length() - before.lastIndexOf('\n');
            reader.broken(
                    new SourceLocation(source, line, column), "this is not UTF-8; save the file in that encoding");
            return;
        }
        text(text.toString(), source);
    }

    private void tooLarge(String source) {
        reader.broken(
                new SourceLocation(source, 0, 0),
                "this is larger than " + MAX_BYTES / (1024 * 1024)
                        + " MiB; split it, or leave out what is not a Provider, Alert" + " or Secret");
    }

    /** Hidden ones are left out: what Kubernetes mounts stands there twice, the second time under {@code ..data}. */
    private static boolean isConfiguration(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".")) {
                return false;
            }
        }
        return ENDINGS.stream().anyMatch(relative.toString()::endsWith);
    }
}
