package io.commitstatus.examples.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help.Ansi;

/** What one run of the program came to. */
record Run(int exitCode, String out, String err) {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    static Run of(String... arguments) {
        return with("", Map.of(), Ansi.OFF, arguments);
    }

    static Run fed(String standardInput, String... arguments) {
        return with(standardInput, Map.of(), Ansi.OFF, arguments);
    }

    static Run with(String standardInput, Map<String, String> environment, Ansi ansi, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = CommitStatusCommand.run(
                new ByteArrayInputStream(standardInput.getBytes(StandardCharsets.UTF_8)),
                new PrintWriter(out),
                new PrintWriter(err),
                ansi,
                environment,
                arguments);
        return new Run(code, out.toString(), err.toString());
    }

    List<JsonNode> json() {
        return json(out);
    }

    static List<JsonNode> json(String lines) {
        return lines.lines().map(Run::read).toList();
    }

    private static JsonNode read(String line) {
        try {
            return MAPPER.readTree(line);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
