package io.commitstatus.examples.cli;

import io.commitstatus.model.CommitStatusException;
import io.commitstatus.model.NamespacedName;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Marks Git commits with what Flux's events tell of them, from the command line. */
@Command(
        name = "commitstatus",
        description = "Sets Git commit statuses from Flux events.",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = CommitStatusCommand.Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        subcommands = {
            SetCommand.class,
            PublishCommand.class,
            ExplainCommand.class,
            CheckCommand.class,
            ValidateCommand.class
        },
        footer = {
            "",
            "A token is never an argument. It comes from --token-file, from --secrets, from a Secret in the"
                    + " configuration, or, when exactly one Secret is in none of them, from the environment variable"
                    + " COMMITSTATUS_TOKEN; in this order.",
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything accepted was delivered, unchanged, or superseded by one that was",
            "1:something accepted was not, or a Provider cannot write statuses",
            "2:bad usage or bad input; nothing was sent",
        })
public final class CommitStatusCommand {
    private static final Pattern QUOTED = Pattern.compile("'([^']*)'");
    /** Empty, it lets the JVM send a proxy's password on the way to an https host; read once, by the first request. */
    private static final String TUNNELLING = "jdk.http.auth.tunneling.disabledSchemes";

    private final InputStream in;
    private final Map<String, String> environment;

    private CommitStatusCommand(InputStream in, Map<String, String> environment) {
        this.in = in;
        this.environment = environment;
    }

    /** Ends the process with the exit code. */
    public static void main(String[] arguments) {
        if (System.getProperty(TUNNELLING) == null) {
            System.setProperty(TUNNELLING, "");
        }
        // UTF-8 whatever the platform's encoding is: that is what JSON is written in.
        PrintWriter out = writer(FileDescriptor.out);
        PrintWriter err = writer(FileDescriptor.err);
        System.exit(run(System.in, out, err, Ansi.AUTO, System.getenv(), arguments));
    }

    static int run(
            InputStream in,
            PrintWriter out,
            PrintWriter err,
            Ansi ansi,
            Map<String, String> environment,
            String... arguments) {
        int code = new CommandLine(new CommitStatusCommand(in, environment))
                .addSubcommand("completion", new GenerateCompletion())
                .setOut(out)
                .setErr(err)
                .setColorScheme(Help.defaultColorScheme(ansi))
                .setCaseInsensitiveEnumValuesAllowed(true)
                // A misspelt option after --config is not one more file.
                .setUnmatchedOptionsAllowedAsOptionParameters(false)
                .registerConverter(Duration.class, new GoDuration())
                .registerConverter(NamespacedName.class, CommitStatusCommand::name)
                .setParameterExceptionHandler(CommitStatusCommand::badUsage)
                .setExecutionExceptionHandler((e, line, parsed) -> failed(e, line))
                .execute(arguments);
        out.flush();
        err.flush();
        return code;
    }

    InputStream in() {
        return in;
    }

    Map<String, String> environment() {
        return environment;
    }

    static boolean terminal(CommandSpec spec) {
        return spec.commandLine().getColorScheme().ansi().enabled();
    }

    static Text text(CommandSpec spec) {
        return new Text(terminal(spec));
    }

    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8));
    }

    private static NamespacedName name(String text) {
        try {
            return NamespacedName.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    private static int badUsage(ParameterException e, String[] arguments) {
        CommandLine line = e.getCommandLine();
        line.getErr().println("commitstatus: " + TokenShapes.blank(Text.line(message(e))));
        line.getErr().println("Try " + line.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.BAD_INPUT;
    }

    /** Of what is not understood only the name of the option is repeated: anything else may be a token. */
    private static String message(ParameterException e) {
        if (e.getArgSpec() instanceof OptionSpec option && option.longestName().equals(CommonOptions.TOKEN_FILE)) {
            return CommonOptions.TOKEN_FILE
                    + ": write NAMESPACE/NAME=FILE, as in flux-system/github=/run/token; the token"
                    + " itself is never an argument";
        }
        if (!(e instanceof UnmatchedArgumentException unmatched)) {
            return String.valueOf(e.getMessage());
        }
        return unmatched(first(unmatched), e.getCommandLine());
    }

    /** Of an option in an option's place there is only the message. */
    private static String first(UnmatchedArgumentException e) {
        if (!e.getUnmatched().isEmpty()) {
            return e.getUnmatched().get(0);
        }
        Matcher quoted = QUOTED.matcher(String.valueOf(e.getMessage()));
        return quoted.find() ? quoted.group(1) : "";
    }

    private static String unmatched(String first, CommandLine line) {
        if (first.startsWith("--")) {
            String option = first.replaceFirst("(?s)=.*", "");
            return "unknown option " + option
                    + suggestion(option, line.getCommandSpec().optionsMap().keySet());
        }
        if (first.startsWith("-")) {
            // A short option's value may follow it at once, as in -Tvalue.
            return "unknown option " + first.substring(0, Math.min(2, first.length()));
        }
        Set<String> commands = line.getSubcommands().keySet();
        return commands.isEmpty()
                ? "there is an argument that belongs to no option; quote values that have spaces"
                : "there is no such command; the commands are " + String.join(", ", commands)
                        + suggestion(first, commands);
    }

    /** Of our own names only: what was written may be a token. */
    private static String suggestion(String written, Set<String> known) {
        return NearMiss.of(written, known)
                .map(it -> "; did you mean " + it + "?")
                .orElse("");
    }

    private static int failed(Exception e, CommandLine line) {
        boolean input = e instanceof BadInputException;
        String what = input || e instanceof CommitStatusException
                ? String.valueOf(e.getMessage())
                : "this should not have happened, please report it: " + where(e);
        what.lines().forEach(it -> line.getErr().println("commitstatus: " + TokenShapes.blank(Text.line(it))));
        return input ? ExitCode.BAD_INPUT : ExitCode.NOT_DELIVERED;
    }

    /** Without its message, which may quote a secret. */
    private static String where(Exception e) {
        StackTraceElement[] frames = e.getStackTrace();
        return e.getClass().getName() + (frames.length == 0 ? "" : " at " + frames[0]);
    }

    /** Tells the jar's version. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = CommitStatusCommand.class.getPackage().getImplementationVersion();
            return new String[] {"commitstatus " + (version == null ? "(not packaged)" : version)};
        }
    }
}
