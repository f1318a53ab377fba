package io.commitstatus.conformance.answers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.PublishFailedException;
import io.commitstatus.spi.PublishResult;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

/** Cells of a table of tests: the fields that go in, and what comes of a call. */
public final class Cell {
    /** A part of every secret of a test. */
    private static final String SECRET = "squeamish";

    private Cell() {}

    /**
     * Asserts what comes of a call, which shows no secret: none that has {@code squeamish} in it.
     *
     * @param expected all of it, in which {@code …} stands for anything
     */
    public static void expect(String expected, Callable<?> call) {
        String told = of(call);
        if (!Pattern.compile(Pattern.quote(expected).replace("…", "\\E.*\\Q"), Pattern.DOTALL)
                .matcher(told)
                .matches()) {
            assertEquals(expected, told);
        }
        assertFalse(told.contains(SECRET), told);
    }

    /**
     * {@return the result in words; of a destination its API, its repository and the page of commit {@code abc}, or {@code -}; of an
     * error in a field {@code FIELD: MESSAGE}, of another one {@code thrown} and the result that it carries, or else its class and
     * message}
     */
    public static String of(Callable<?> call) {
        try {
            Object value = call.call();
            if (value instanceof PublishResult result) {
                return Answers.words(result);
            }
            if (value instanceof Destination it) {
                String page = it.commitPage("abc").map(Object::toString).orElse("-");
                return it.api() + " " + it.repository() + " " + page;
            }
            return value instanceof Optional<?> optional ? words(optional) : String.valueOf(value);
        } catch (InvalidFieldException e) {
            return e.field() + ": " + e.getMessage();
        } catch (PublishFailedException e) {
            return "thrown " + Answers.words(e.result());
        } catch (Exception e) {
            return "thrown " + e.getClass().getSimpleName() + ": " + e.getMessage();
        }
    }

    private static String words(Optional<?> value) {
        return value.filter(it -> !(it instanceof CommitStatus))
                .map(String::valueOf)
                .orElseGet(() -> Answers.words(value.map(CommitStatus.class::cast)));
    }

    /**
     * {@return the fields of such as {@code username=jane; password=p\n}, in which {@code -} stands for none}
     *
     * @param cell with Java's escapes
     */
    public static Map<String, String> fields(String cell) {
        Map<String, String> fields = new LinkedHashMap<>();
        if (!cell.equals("-")) {
            for (String field : cell.split(";", -1)) {
                String[] parts = field.split("=", 2);
                fields.put(parts[0].strip(), parts[1].translateEscapes());
            }
        }
        return fields;
    }
}
