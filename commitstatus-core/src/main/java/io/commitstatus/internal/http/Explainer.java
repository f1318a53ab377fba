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
import io.commitstatus.spi.http.ApiRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out what a publisher would send, by running it up to its first request. */
public final class Explainer {
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
     * @param body the JSON object; empty without one
     */
    public record Request(String method, URI uri, Map<String, String> headers, Map<String, Object> body) {}

    /** Runs the publisher. */
    public Explained explain(Provider provider, Destination destination, CommitStatus status) {
        Optional<Secret> found = find(provider);
        Secret secret = found.orElseGet(() -> standIn(provider));
        List<String> notes = found.isPresent()
                ? List.of()
                : List.of(provider.secretRef()
                        .map(it -> "Secret " + it + " was not found; a stand-in took its place")
                        .orElse("the Provider names no Secret; a stand-in took its place"));
        Redaction redaction = Redaction.of(provider, destination.publicSecretKeys(), secret);
        CapturingClient client = new CapturingClient();
        try (PublisherSession session = destination.open(new Context(provider, secret, client, clock))) {
            session.publish(status);
            return new Explained(null, List.of("the publisher would send nothing"));
        } catch (CapturingClient.Captured e) {
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
        return Secret.of(provider.secretRef().orElse(provider.name()), Map.of("token", "stand-in"));
    }

    private static Request shown(ApiRequest request, Redaction redaction) {
        Map<String, Object> body = new LinkedHashMap<>();
        request.json()
                .filter(Map.class::isInstance)
                .ifPresent(it -> ((Map<?, ?>) it).forEach((name, value) -> body.put(String.valueOf(name), value)));
        return new Request(request.method(), request.uri(), CapturingClient.shownHeaders(request, redaction), body);
    }
}
