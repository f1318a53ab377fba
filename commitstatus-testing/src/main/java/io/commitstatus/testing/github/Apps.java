package io.commitstatus.testing.github;

import io.commitstatus.testing.forge.ForgeRequest;
import io.commitstatus.testing.forge.ForgeResponse;
import io.commitstatus.testing.forge.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The one App that a stand-in GitHub may have, with one installation. Thread-safe. */
final class Apps {
    /** The installation's id. */
    static final String INSTALLATION = "7000001";

    private static final Duration LONGEST_JWT = Duration.ofMinutes(10);

    /** What a token may do. */
    private record Grant(Set<String> repositories, boolean statuses, Instant end) {}

    private final Clock clock;
    private final Map<String, Grant> grants = new ConcurrentHashMap<>();
    private final Set<String> excluded = ConcurrentHashMap.newKeySet();
    private @Nullable String id;
    private @Nullable PublicKey key;
    private @Nullable String fixedToken;
    private Duration lifetime = Duration.ofHours(1);
    private boolean suspended;
    private boolean removed;
    private boolean writesStatuses = true;
    private int minted;

    Apps(Clock clock) {
        this.clock = clock;
    }

    synchronized void register(String app, PublicKey appKey) {
        id = app;
        key = appKey;
    }

    synchronized void lifetime(Duration duration) {
        lifetime = duration;
    }

    synchronized void mints(String token) {
        fixedToken = token;
    }

    synchronized void suspended(boolean is) {
        suspended = is;
    }

    synchronized void removed(boolean is) {
        removed = is;
    }

    synchronized void writesStatuses(boolean may) {
        writesStatuses = may;
    }

    void exclude(String repository) {
        excluded.add(fold(repository));
    }

    void revokeTokens() {
        grants.clear();
    }

    synchronized int minted() {
        return minted;
    }

    /** The answer to a request of the App itself; empty when it is none. */
    synchronized Optional<ForgeResponse> answer(ForgeRequest request, List<String> path) {
        boolean lookUp =
                path.size() == 4 && path.get(0).equals("repos") && path.get(3).equals("installation");
        boolean mint =
                path.size() == 4 && path.get(0).equals("app") && path.get(3).equals("access_tokens");
        if (!lookUp && !mint) {
            return Optional.empty();
        }
        Optional<String> problem = problem(request);
        if (problem.isPresent()) {
            return Optional.of(Answers.message(401, problem.get()));
        }
        if (lookUp) {
            String repository = path.get(1) + "/" + path.get(2);
            return Optional.of(
                    removed || excluded.contains(fold(repository))
                            ? Answers.notFound()
                            : ForgeResponse.json(
                                    200,
                                    Map.of("id", Long.valueOf(INSTALLATION), "account", Map.of("login", path.get(1)))));
        }
        return Optional.of(mint(request, path.get(2)));
    }

    /** Whether a token is one of this App's, which is good for what is asked; empty when it is none of this App's. */
    Optional<Boolean> accepts(String token) {
        Grant grant = grants.get(token);
        if (grant == null) {
            return token.startsWith("ghs_") ? Optional.of(false) : Optional.empty();
        }
        return Optional.of(clock.instant().isBefore(grant.end()));
    }

    /** Whether a token that is accepted may write statuses there. */
    boolean mayWrite(String token, String repository) {
        Grant grant = grants.get(token);
        return grant == null
                || (grant.statuses()
                        && grant.repositories().contains(fold(repository.substring(repository.indexOf('/') + 1))));
    }

    private ForgeResponse mint(ForgeRequest request, String installation) {
        if (removed || !installation.equals(INSTALLATION)) {
            return Answers.notFound();
        }
        if (suspended) {
            return Answers.message(403, "This installation has been suspended");
        }
        Map<String, Object> body = request.json();
        Set<String> repositories = new HashSet<>();
        if (body.get("repositories") instanceof List<?> names) {
            names.forEach(it -> repositories.add(fold(String.valueOf(it))));
        }
        if (repositories.stream().anyMatch(name -> excluded.stream().anyMatch(it -> it.endsWith("/" + name)))) {
            return Answers.message(
                    422,
                    "There is at least one repository that does not exist or is not accessible to the parent"
                            + " installation.");
        }
        boolean statuses = body.get("permissions") instanceof Map<?, ?> asked && "write".equals(asked.get("statuses"));
        if (statuses && !writesStatuses) {
            return Answers.message(422, "The permissions requested are not granted to this installation.");
        }
        Instant end = clock.instant().plus(lifetime);
        minted++;
        String token = fixedToken == null ? "ghs_" + minted + "_" + "x.Y-z_".repeat(80) : fixedToken;
        grants.put(token, new Grant(repositories, statuses, end));
        return ForgeResponse.json(
                201,
                Map.of(
                        "token",
                        token,
                        "expires_at",
                        end.truncatedTo(ChronoUnit.SECONDS).toString(),
                        "permissions",
                        Map.of("statuses", "write", "metadata", "read"),
                        "repository_selection",
                        "selected"));
    }

    private Optional<String> problem(ForgeRequest request) {
        String[] parts = request.header("Authorization")
                .orElse("")
                .replaceFirst("(?i)^bearer ", "")
                .split("\\.", -1);
        if (id == null || key == null || parts.length != 3 || !isSigned(parts, key)) {
            return Optional.of("A JSON web token could not be decoded");
        }
        Map<String, Object> claims =
                Json.object(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
        if (!id.equals(claims.get("iss"))) {
            return Optional.of("Integration not found");
        }
        Instant now = clock.instant();
        if (!(claims.get("iat") instanceof Number iat)
                || Instant.ofEpochSecond(iat.longValue()).isAfter(now)) {
            return Optional.of(
                    "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was"
                            + " issued");
        }
        if (!(claims.get("exp") instanceof Number exp)
                || !Instant.ofEpochSecond(exp.longValue()).isAfter(now)) {
            return Optional.of("'Expiration time' claim ('exp') must be a numeric value representing the future time at"
                    + " which the assertion expires");
        }
        return Instant.ofEpochSecond(exp.longValue()).isAfter(now.plus(LONGEST_JWT))
                ? Optional.of("'Expiration time' claim ('exp') is too far in the future")
                : Optional.empty();
    }

    private static boolean isSigned(String[] parts, PublicKey key) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(key);
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private static String fold(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
