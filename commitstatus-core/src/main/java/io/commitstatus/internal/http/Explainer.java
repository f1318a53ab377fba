package io.commitstatus.internal.http;

import io.commitstatus.model.CleanText;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.policy.SecretResolver;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.http.AccessTokens;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.spi.http.TokenSource;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds out what a publisher would send, by running it up to its first request. */
public final class Explainer {
    private static final String STAND_IN = "stand-in";

    private final SecretResolver secrets;
    private final Clock clock;

    /** With the Secrets to use. */
    public Explainer(SecretResolver secrets, Clock clock) {
        this.secrets = secrets;
        this.clock = clock;
    }

    /**
     * What was found out.
     *
     * @param request null when the publisher would make none
     * @param notes why not, or what stood in
     */
    public record Explained(@Nullable Request request, List<String> notes) {}

    /**
     * A request that was not sent.
     *
     * @param method such as {@code POST}
     * @param uri where to
     * @param headers with what is secret shown as {@code ***}
     * @param body as {@link io.commitstatus.Explanation.Request#body} has it
     */
    public record Request(String method, URI uri, Map<String, String> headers, Object body) {}

    /** Runs the publisher. */
    public Explained explain(Provider provider, Destination destination, CommitStatus status) {
        Optional<Secret> found = find(provider);
        Secret secret = found.orElseGet(() -> standIn(provider));
        List<String> notes = new ArrayList<>();
        if (found.isEmpty()) {
            notes.add(provider.secretRef()
                    .map(it -> "Secret " + it + " was not found; a stand-in took its place")
                    .orElse("the Provider names no Secret; a stand-in took its place"));
        }
        Redaction redaction = Redaction.of(provider, destination.publicSecretKeys(), secret);
        CapturingClient client = new CapturingClient();
        Function<TokenSource, AccessTokens> minting = source -> {
            notes.add("a token would be minted for " + source.description() + "; a stand-in took its place");
            return () -> STAND_IN;
        };
        try (PublisherSession session = destination.open(new Context(provider, secret, client, clock, minting))) {
            session.publish(status);
            return new Explained(null, List.of("the publisher would send nothing"));
        } catch (CapturingClient.Captured e) {
            if (found.isPresent()) {
                client.request().flatMap(it -> credential(it, secret)).ifPresent(notes::add);
            }
            return new Explained(
                    client.request().map(it -> shown(it, redaction)).orElse(null), notes);
        } catch (InvalidFieldException e) {
            return new Explained(null, List.of(redaction.apply(e.field() + ": " + e.getMessage())));
        } catch (IOException e) {
            return new Explained(null, List.of(CleanText.line(redaction.apply("the publisher failed with " + e))));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Explained(null, List.of("interrupted"));
        }
    }

    /** Which of the Secret's keys the request carries; a publisher chooses among them. */
    private static Optional<String> credential(ApiRequest request, Secret secret) {
        String headers = String.join("\n", request.headers().values());
        String keys = secret.keys().stream()
                .filter(key -> !key.equals("username"))
                .filter(key -> {
                    String value = new String(secret.bytes(key).orElseThrow(), StandardCharsets.UTF_8);
                    return !Redaction.of(value).apply(headers).equals(headers);
                })
                .map(key -> "\"" + key + "\"")
                .collect(Collectors.joining(" and "));
        return keys.isEmpty() ? Optional.empty() : Optional.of("sent with " + keys + " of Secret " + secret.name());
    }

    private Optional<Secret> find(Provider provider) {
        Optional<NamespacedName> name = provider.secretRef();
        if (name.isEmpty()) {
            return Optional.empty();
        }
        try {
            return secrets.resolve(name.get());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Secret standIn(Provider provider) {
        return Secret.of(provider.secretRef().orElse(provider.name()), Map.of("token", STAND_IN));
    }

    private static Request shown(ApiRequest request, Redaction redaction) {
        return new Request(
                request.method(),
                URI.create(redaction.apply(request.uri().toString())),
                CapturingClient.shownHeaders(request, redaction),
                shownBody(request, redaction));
    }

    private static Object shownBody(ApiRequest request, Redaction redaction) {
        Optional<Object> fields = request.json().or(request::form);
        if (fields.isPresent()) {
            return Objects.requireNonNull(redacted(fields.get(), redaction));
        }
        return request.content()
                .<Object>map(
                        it -> it.length + " bytes of " + request.contentType().orElseThrow())
                .orElse(Map.of());
    }

    private static @Nullable Object redacted(@Nullable Object value, Redaction redaction) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((name, it) -> copy.put(String.valueOf(name), redacted(it, redaction)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            list.forEach(it -> copy.add(redacted(it, redaction)));
            return copy;
        }
        return value instanceof String text ? redaction.apply(text) : value;
    }
}
