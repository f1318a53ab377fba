package io.commitstatus.internal.config.yaml;

import io.commitstatus.internal.config.report.SourceLocation;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads a text with many documents. It is cut at the {@code ---} lines first, which can be nothing else in YAML, so that a
 * mistake in one document does not take the rest of the file with it.
 */
public final class YamlText {
    /** A text with more that cannot be read is none, and each costs more than one that can. */
    private static final int MOST_BROKEN = 100;

    private final String source;
    private final String text;
    private final Consumer<Node> documents;
    private final Consumer<BrokenYamlException> broken;
    private int brokenDocuments;

    public YamlText(String source, String text, Consumer<Node> documents, Consumer<BrokenYamlException> broken) {
        this.source = source;
        this.text = text;
        this.documents = documents;
        this.broken = broken;
    }

    public void read() {
        int start = 0;
        int startLine = 0;
        int directives = -1;
        int directivesLine = 0;
        int line = 0;
        for (int at = 0; at < text.length() && brokenDocuments <= MOST_BROKEN; line++) {
            char first = text.charAt(at);
            if (first == '%') {
                directivesLine = directives < 0 ? line : directivesLine;
                directives = directives < 0 ? at : directives;
            } else if (isMarker(at)) {
                int end = directives < 0 ? at : directives;
                int endLine = directives < 0 ? line : directivesLine;
                chunk(start, end, startLine);
                start = end;
                startLine = endLine;
                directives = -1;
            } else if (first != '#' && first != '\n' && first != '\r') {
                directives = -1;
            }
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end + 1;
        }
        if (brokenDocuments > MOST_BROKEN) {
            broken.accept(new BrokenYamlException(
                    new SourceLocation(source, startLine + 1, 1),
                    "more than " + MOST_BROKEN + " documents before this cannot be read, so the rest is left out;"
                            + " correct them first"));
        } else {
            chunk(start, text.length(), startLine);
        }
    }

    private boolean isMarker(int at) {
        return text.startsWith("---", at) && (at + 3 == text.length() || Character.isWhitespace(text.charAt(at + 3)));
    }

    private void chunk(int start, int end, int linesBefore) {
        if (start == end) {
            return;
        }
        String chunk = text.substring(start, end);
        YamlComposer composer = new YamlComposer(source, linesBefore, chunk);
        try {
            composer.forEachDocument(documents);
        } catch (BrokenYamlException e) {
            breaks(e);
        } catch (MarkedYamlEngineException e) {
            SourceLocation place =
                    e.getProblemMark().map(composer::place).orElse(new SourceLocation(source, linesBefore + 1, 1));
            breaks(new BrokenYamlException(place, syntax(e)));
        } catch (YamlEngineException e) {
            breaks(unprintable(chunk, linesBefore));
        } catch (RuntimeException | StackOverflowError e) {
            breaks(BrokenYamlException.of(new SourceLocation(source, linesBefore + 1, 1), e));
        }
    }

    private void breaks(BrokenYamlException e) {
        brokenDocuments++;
        broken.accept(e);
    }

    /** The library's own text has a snippet of the document, which may be part of a Secret; this has not. */
    private static String syntax(MarkedYamlEngineException e) {
        String problem = e.getProblem();
        if (problem.contains("(TAB)")) {
            return "a tab cannot indent YAML; use spaces";
        }
        String hint = problem.startsWith("mapping values are not allowed")
                ? "; align the fields, and put a string that holds \": \" in quotes"
                : "; correct it here or just above";
        return "not valid YAML: " + (e.getContext() == null ? "" : e.getContext() + ": ") + problem + hint;
    }

    private BrokenYamlException unprintable(String chunk, int linesBefore) {
        int line = linesBefore + 1;
        int column = 1;
        for (int at = 0; at < chunk.length(); at += Character.charCount(chunk.codePointAt(at))) {
            int codePoint = chunk.codePointAt(at);
            if (!StreamReader.isPrintable(codePoint)) {
                return new BrokenYamlException(
                        new SourceLocation(source, line, column),
                        String.format("the character U+%04X is not allowed in YAML; remove it", codePoint));
            }
            column = codePoint == '\n' ? 1 : column + 1;
            line += codePoint == '\n' ? 1 : 0;
        }
        return new BrokenYamlException(
                new SourceLocation(source, linesBefore + 1, 1),
                "a version of YAML that is not 1.2; remove the %YAML line");
    }
}
