package io.commitstatus.examples.cli;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Configuration;
import io.commitstatus.RouterBuilder;
import io.commitstatus.model.ConfigurationException;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.policy.SecretResolver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where one status goes: to a Provider of a configuration, or to an address. */
final class SetTarget {
    private static final String SECRET = "token";

    @Option(names = "--type", paramLabel = "TYPE", description = "The Git host's type, such as github or gitlab.")
    private @Nullable String type;

    @Option(
            names = "--address",
            paramLabel = "URL",
            description = "The repository's address, such as https://github.com/my-org/my-repo.")
    private @Nullable String address;

    @Option(
            names = "--api-url",
            paramLabel = "URL",
            description = "The API root, if it cannot be derived from the address.")
    private @Nullable String apiUrl;

    @Option(
            names = "--username",
            paramLabel = "NAME",
            description = "The user name, if a password is used instead of a token.")
    private @Nullable String username;

    @Option(
            names = "--config",
            arity = "1..*",
            paramLabel = "PATH",
            description = "Files and directories with Flux Providers, and optionally Secrets.")
    private List<Path> config = List.of();

    @Option(names = "--provider", paramLabel = "NAMESPACE/NAME", description = "The Provider of the configuration.")
    private @Nullable NamespacedName provider;

    @Option(
            names = CommonOptions.TOKEN_FILE,
            paramLabel = "FILE",
            description = "A file with the token. Default: the Provider's Secret in the configuration, then the"
                    + " environment variable COMMITSTATUS_TOKEN.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--plugin",
            paramLabel = "PATH",
            description = "A jar with a publisher for another Git host, or a directory of such jars. May be repeated.")
    private List<Path> plugins = List.of();

    /** What was chosen. */
    record Chosen(Provider provider, CommitStatusRouter router) {}

    /** A router for one Provider, with its token. */
    Chosen open(Map<String, String> environment, boolean allowPlainHttp) {
        Plugins found = Plugins.load(plugins);
        Configuration read = config.isEmpty()
                ? Configuration.builder().build()
                : found.reader().lenient(true).load(config.toArray(Path[]::new));
        Provider chosen = withSecret(provider == null ? addressed() : configured(read, provider));
        SecretResolver secrets = secrets(chosen, read.secrets(), environment);
        try {
            RouterBuilder builder = CommitStatusRouter.builder(
                            found.reader().builder().put(chosen).build())
                    .secrets(secrets)
                    .retryPolicy(Setup.RETRIES)
                    .allowPlainHttp(allowPlainHttp);
            found.addTo(builder);
            return new Chosen(chosen, Setup.proxied(builder, environment).build());
        } catch (ConfigurationException e) {
            throw new BadInputException(String.valueOf(e.getMessage()));
        }
    }

    private Provider addressed() {
        if (type == null || address == null || !config.isEmpty()) {
            throw new BadInputException(
                    "where to is not told: give --type and --address, or --config and --provider NAMESPACE/NAME");
        }
        Provider.Builder builder =
                Provider.builder("default/commitstatus").type(type).address(address);
        if (apiUrl != null) {
            builder.annotation(Provider.API_URL, apiUrl);
        }
        if (username != null) {
            builder.username(username);
        }
        return builder.build();
    }

    private Provider configured(Configuration read, NamespacedName name) {
        if (type != null || address != null || apiUrl != null || username != null || config.isEmpty()) {
            throw new BadInputException(
                    "--provider names one of a --config; --type, --address, --api-url and --username"
                            + " take the place of both");
        }
        return read.provider(name)
                .orElseThrow(() -> new BadInputException("there is no Provider " + name + "; known are "
                        + read.providers().stream().map(Provider::name).sorted().toList()));
    }

    private static Provider withSecret(Provider provider) {
        return provider.secretRef().isPresent()
                ? provider
                : provider.toBuilder().secretRef(SECRET).build();
    }

    /** Looked at before anything is sent, because a status without a token would only wait until the time is up. */
    private SecretResolver secrets(Provider chosen, SecretResolver configured, Map<String, String> environment) {
        NamespacedName name = chosen.secretRef().orElseThrow();
        Optional<Secret> given = tokenFile == null ? Optional.empty() : Optional.of(read(name, tokenFile));
        String token = environment.getOrDefault(Secrets.TOKEN, "").strip();
        SecretResolver resolver = SecretResolver.firstOf(
                it -> it.equals(name) ? given : Optional.empty(),
                configured,
                it -> it.equals(name) && !token.isEmpty()
                        ? Optional.of(Secret.of(name, values(token)))
                        : Optional.empty());
        try {
            if (resolver.resolve(name).isEmpty()) {
                throw new BadInputException("there is no token; set " + Secrets.TOKEN + ", or give --token-file FILE");
            }
        } catch (IOException e) {
            throw new BadInputException("Secret " + name + " cannot be read: " + e.getMessage());
        }
        return resolver;
    }

    private Secret read(NamespacedName name, Path file) {
        try {
            return Secret.of(name, values(Files.readString(file).strip()));
        } catch (IOException e) {
            // Without the path: somebody may have written the token in its place.
            throw new BadInputException("--token-file: the file "
                    + (Files.exists(file) ? "cannot be read as UTF-8 text" : "is not there; correct the path"));
        }
    }

    private Map<String, String> values(String token) {
        return Map.of(username == null ? "token" : "password", token);
    }
}
