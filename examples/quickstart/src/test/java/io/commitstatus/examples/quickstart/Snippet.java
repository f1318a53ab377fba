package io.commitstatus.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Java from a page, which is a whole class, or lines that are put into one. */
final class Snippet {
    private static final Pattern CLASS = Pattern.compile("(?m)^(?:public )?(?:final )?class (\\w+)");
    /** What lines may use without saying where it is from. */
    private static final String AROUND = """
            public class Lines {
            static io.commitstatus.CommitStatusRouter router;
            static io.commitstatus.Configuration configuration;
            static String readFromVault(String name) { return null; }
            public static void main(String sha) throws Exception {
            """;

    private Snippet() {}

    /** Compiles all into a folder, each in a package of its own; returns the names of their classes. */
    static List<String> compile(List<String> snippets, Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        List<JavaFileObject> sources = new ArrayList<>();
        for (String code : snippets) {
            Matcher found = CLASS.matcher(code);
            boolean whole = found.find();
            String room = "s" + names.size();
            String name = room + "." + (whole ? found.group(1) : "Lines");
            names.add(name);
            sources.add(new Source(name.replace('.', '/'), "package " + room + ";\n" + (whole ? code : lines(code))));
        }
        ByteArrayOutputStream problems = new ByteArrayOutputStream();
        List<String> options =
                List.of("-proc:none", "-d", folder.toString(), "-classpath", System.getProperty("java.class.path"));
        Boolean compiled = ToolProvider.getSystemJavaCompiler()
                .getTask(new OutputStreamWriter(problems, StandardCharsets.UTF_8), null, null, options, null, sources)
                .call();
        assertThat(compiled).as(problems.toString(StandardCharsets.UTF_8)).isTrue();
        return names;
    }

    private static String lines(String code) {
        String imports = code.lines().filter(it -> it.startsWith("import ")).collect(Collectors.joining("\n"));
        String rest = code.lines().filter(it -> !it.startsWith("import ")).collect(Collectors.joining("\n"));
        return imports + "\n" + AROUND + rest + "\n}\n}\n";
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
