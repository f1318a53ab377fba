package io.commitstatus.internal.text;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** RE2 patterns; those are kept away that would take the compiler's stack or memory. */
public final class Patterns {
    private static final int LONGEST = 2048;
    private static final int DEEPEST = 200;
    private static final int MOST_REPEATS = 1000;
    private static final int LARGEST = 2500;
    private static final java.util.regex.Pattern REPEAT =
            java.util.regex.Pattern.compile("\\{(\\d{1,9})(?:,(\\d{0,9}))?}");

    private Patterns() {}

    /** {@return what is wrong with the pattern, with the position from 1} */
    public static Optional<String> problem(String pattern) {
        if (pattern.length() > LONGEST) {
            return Optional.of("this pattern is longer than " + LONGEST + " characters; shorten it");
        }
        String bound = measure(pattern).problem();
        if (bound != null) {
            return Optional.of(bound);
        }
        try {
            Pattern.compile(pattern);
            return Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of(invalid(pattern, e));
        } catch (RuntimeException | StackOverflowError e) {
            return Optional.of(Texts.quote(pattern) + " cannot be compiled; simplify it");
        }
    }

    /** {@return the pattern; empty when {@link #problem} has something to say} */
    public static Optional<Pattern> compile(String pattern) {
        if (pattern.length() > LONGEST || measure(pattern).problem() != null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Pattern.compile(pattern));
        } catch (RuntimeException | StackOverflowError e) {
            return Optional.empty();
        }
    }

    /** {@return how many elements it has with every repetition written out, as far as that is looked for} */
    public static long size(String pattern) {
        return pattern.length() > LONGEST ? LONGEST : measure(pattern).size();
    }

    private static String invalid(String pattern, PatternSyntaxException e) {
        String part = e.getPattern() == null ? "" : e.getPattern();
        boolean unopened = part.equals("stack underflow");
        int at = part.isEmpty() ? pattern.length() - 1 : pattern.indexOf(part);
        if (unopened || e.getDescription().contains("closing )")) {
            at = unbalanced(pattern);
        }
        String what = unopened ? "missing opening (" : e.getDescription();
        String look = part.startsWith("(?") && !part.startsWith("(?P") ? ", which has no look-around" : "";
        return Texts.quote(pattern) + " is not a valid RE2 pattern: " + what + " at position " + (Math.max(at, 0) + 1)
                + "; see the RE2 syntax" + look;
    }

    /** The first parenthesis without its other half. */
    private static int unbalanced(String pattern) {
        Deque<Integer> open = new ArrayDeque<>();
        int[] at = {-1};
        scan(pattern, (c, i) -> {
            if (c == '(') {
                open.push(i);
            } else if (c == ')' && open.poll() == null && at[0] < 0) {
                at[0] = i;
            }
        });
        return at[0] >= 0 || open.isEmpty() ? at[0] : open.peek();
    }

    /**
     * What a pattern comes to.
     *
     * @param problem what is too much; null when nothing is
     */
    private record Measure(@Nullable String problem, long size) {}

    /** RE2 bounds the product of nested repetitions and the size of the program; the library in use does not. */
    private static Measure measure(String pattern) {
        Deque<Long> groups = new ArrayDeque<>();
        Deque<Long> sizes = new ArrayDeque<>();
        groups.push(1L);
        sizes.push(0L);
        String[] problem = new String[1];
        long[] last = {1};
        long[] size = {0};
        int[] skip = {0};
        scan(pattern, (c, i) -> {
            if (problem[0] != null || i < skip[0]) {
                return;
            }
            long more;
            java.util.regex.Matcher repeat = REPEAT.matcher(pattern).region(i, pattern.length());
            if (repeat.lookingAt()) {
                last[0] *= most(repeat);
                skip[0] = repeat.end();
                more = size[0] * (most(repeat) - 1);
                size[0] += more;
            } else if (c == ')' && groups.size() > 1) {
                last[0] = groups.pop();
                size[0] = sizes.pop();
                more = size[0];
            } else {
                last[0] = 1;
                size[0] = 1;
                more = 1;
                if (c == '(') {
                    groups.push(1L);
                    sizes.push(0L);
                }
            }
            groups.push(Math.max(groups.pop(), last[0]));
            sizes.push(sizes.pop() + more);
            problem[0] = boundProblem(pattern, i, groups.size(), last[0], sizes.peek());
        });
        return new Measure(problem[0], sizes.getLast());
    }

    private static @Nullable String boundProblem(String pattern, int at, int depth, long repeats, long size) {
        String problem;
        if (repeats > MOST_REPEATS) {
            problem = "more than " + MOST_REPEATS + " repetitions";
        } else if (depth > DEEPEST) {
            problem = "groups nested deeper than " + DEEPEST;
        } else if (size > LARGEST) {
            problem = "more than " + LARGEST + " elements with every repetition written out";
        } else {
            return null;
        }
        return Texts.quote(pattern) + " is not a valid RE2 pattern: " + problem + " at position " + (at + 1)
                + "; simplify it";
    }

    private static long most(java.util.regex.Matcher repeat) {
        String most = repeat.group(2) == null || repeat.group(2).isEmpty() ? repeat.group(1) : repeat.group(2);
        return Math.max(1, Long.parseLong(most));
    }

    private interface Visitor {
        void visit(char c, int at);
    }

    /** Visits every element: what is escaped, and a whole class, as a space. */
    private static void scan(String pattern, Visitor visitor) {
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            visitor.visit(c == '\\' || c == '[' ? ' ' : c, i);
            if (pattern.startsWith("\\Q", i)) {
                int end = pattern.indexOf("\\E", i);
                i = end < 0 ? pattern.length() : end + 1;
            } else if (c == '\\') {
                i++;
            } else if (c == '[') {
                i = endOfClass(pattern, i);
            }
        }
    }

    private static int endOfClass(String pattern, int at) {
        // A bracket that stands first in its class is one of its characters; so are those of [:alpha:].
        int i = pattern.startsWith("[^", at) ? at + 2 : at + 1;
        for (i = pattern.startsWith("]", i) ? i + 1 : i; i < pattern.length() && pattern.charAt(i) != ']'; i++) {
            int named = pattern.startsWith("[:", i) ? pattern.indexOf(":]", i) : -1;
            if (named >= 0) {
                i = named + 1;
            } else if (pattern.charAt(i) == '\\') {
                i++;
            }
        }
        return i;
    }
}
