package io.commitstatus.internal.http;

import io.commitstatus.spi.http.ApiClient;
import io.commitstatus.spi.http.ApiRequest;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes clients for minting: to the destination's token origins only, with one deadline over all requests of one mint. */
public final class TokenClients {
    private static final Pattern SECRET_FIELD =
            Pattern.compile("secret|assertion|token|password|code", Pattern.CASE_INSENSITIVE);
    /** Names of what a field holds, rather than it. */
    private static final Pattern PUBLIC_FIELD = Pattern.compile(".*_type", Pattern.CASE_INSENSITIVE);

    /** Of virtual machines, in all clouds: speaks plain http alone, and what is sent there does not leave the machine. */
    private static final String METADATA_SERVICE = "169.254.169.254";

    private final Transport transport;
    private final Map<Origin, URI> origins;
    private final boolean plainHttp;
    private final Clock clock;

    /** For a destination's token origins. */
    public TokenClients(Transport transport, Set<URI> origins, boolean plainHttp, Clock clock) {
        this.transport = transport;
        this.origins = origins.stream().collect(Collectors.toMap(Origin::of, it -> it, (one, same) -> one));
        this.plainHttp = plainHttp;
        this.clock = clock;
    }

    /** Whether credentials may travel there at all. */
    void check() {
        origins.keySet().forEach(it -> apiClient(it, Duration.ofSeconds(1), Redaction.NONE));
    }

    ApiClient client(Duration timeout, Redaction redaction) {
        Deadline deadline = Deadline.in(timeout);
        return request -> {
            Origin origin = Origin.of(request.uri());
            if (!origins.containsKey(origin)) {
                throw new IllegalArgumentException("a token source for " + origins.keySet() + " must not send to "
                        + origin + "; name it in tokenOrigins()");
            }
            conceal(request, redaction);
            return apiClient(origin, deadline.left(), redaction).send(request);
        };
    }

    private ApiClient apiClient(Origin origin, Duration timeout, Redaction redaction) {
        boolean plain = plainHttp || origin.host().equals(METADATA_SERVICE);
        return transport.apiClient(Objects.requireNonNull(origins.get(origin)), timeout, plain, redaction, clock);
    }

    /** What proves who asks is often made for the request, so that no Secret holds it. */
    private static void conceal(ApiRequest request, Redaction redaction) {
        request.headers().forEach((name, value) -> {
            if (name.equalsIgnoreCase("Authorization")) {
                redaction.add(Redaction.of(value.substring(value.indexOf(' ') + 1)));
            }
        });
        request.form()
                .ifPresent(fields -> fields.forEach((name, value) -> {
                    if (SECRET_FIELD.matcher(name).find()
                            && !PUBLIC_FIELD.matcher(name).matches()) {
                        redaction.add(Redaction.of(value));
                    }
                }));
    }
}
