package io.commitstatus.github;

import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.Secret;
import io.commitstatus.spi.PublishFailedException;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.http.ApiClient;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.spi.http.ApiResponse;
import io.commitstatus.spi.http.MintedToken;
import io.commitstatus.spi.http.SecretValues;
import io.commitstatus.spi.http.SigningKey;
import io.commitstatus.spi.http.TokenSource;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gets installation tokens of a GitHub App, which live for an hour, each for one repository and the writing of its commit
 * statuses alone.
 *
 * @param api the root of the API
 * @param app the App's id or client id
 * @param installation its installation's id; empty to look it up by the repository
 */
record GitHubApp(
        GitHubDestination destination, URI api, String app, Optional<String> installation, SigningKey key, Clock clock)
        implements TokenSource {
    static final String ID = "githubAppID";
    static final String INSTALLATION = "githubAppInstallationID";
    static final String OWNER = "githubAppInstallationOwner";
    static final String KEY = "githubAppPrivateKey";
    static final String BASE_URL = "githubAppBaseURL";

    /** GitHub asks for a minute against clocks that run ahead, and takes no more than ten minutes to the end. */
    private static final Duration BEFORE = Duration.ofMinutes(1);

    private static final Duration AFTER = Duration.ofMinutes(9);
    private static final Duration SKEW = Duration.ofSeconds(30);

    /** Of a Secret with Flux's keys. */
    static GitHubApp of(GitHubDestination destination, Secret secret, Clock clock) {
        String app = SecretValues.token(secret, ID)
                .orElseThrow(() -> new InvalidFieldException(
                        ID, "Secret " + secret.name() + " has no \"" + ID + "\"; add the App's id, or its client id"));
        Optional<String> installation = SecretValues.token(secret, INSTALLATION);
        Optional<String> owner = SecretValues.text(secret, OWNER);
        if (installation.isPresent() && owner.isPresent()) {
            throw new InvalidFieldException(
                    OWNER,
                    "Secret " + secret.name() + " has both \"" + INSTALLATION + "\" and \"" + OWNER
                            + "\"; keep one of them");
        }
        if (owner.isPresent() && !owner.get().equalsIgnoreCase(destination.owner())) {
            throw new InvalidFieldException(
                    OWNER,
                    "\"" + OWNER + "\" in Secret " + secret.name() + " is not the owner of " + destination.repository()
                            + ", so that its installation cannot write there; correct it");
        }
        return new GitHubApp(
                destination,
                SecretValues.text(secret, BASE_URL)
                        .map(it -> baseUrl(it, destination, secret))
                        .orElse(destination.api()),
                app,
                installation,
                SigningKey.of(secret, KEY),
                clock);
    }

    private static URI baseUrl(String text, GitHubDestination destination, Secret secret) {
        URI api = destination.api();
        try {
            URI url = URI.create(text.replaceAll("/+$", ""));
            if (api.getScheme().equalsIgnoreCase(url.getScheme())
                    && api.getRawAuthority().equalsIgnoreCase(url.getRawAuthority())
                    && url.getRawQuery() == null
                    && url.getRawFragment() == null) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new InvalidFieldException(
                BASE_URL,
                "\"" + BASE_URL + "\" in Secret " + secret.name()
                        + " is not a URL at the origin of this repository's API, " + api
                        + ", so that the App's key must not be used there; correct or remove it");
    }

    @Override
    public Object identity() {
        return List.of(api, app, installation, key.fingerprint(), destination.repository());
    }

    @Override
    public String description() {
        return "GitHub App " + app
                + installation.map(it -> ", installation " + it).orElse("") + ", on " + destination.repository();
    }

    @Override
    public MintedToken mint(ApiClient http) throws IOException, InterruptedException {
        AppAnswers answers = new AppAnswers(this);
        String id = installation.isPresent() ? installation.get() : lookUp(http, answers);
        ApiRequest.Builder request = ApiRequest.post(api, "app", "installations", id, "access_tokens")
                .json(Map.of("repositories", List.of(destination.name()), "permissions", Map.of("statuses", "write")));
        ApiResponse answer = send(http, request);
        if (answer.status() != 201) {
            throw answers.noToken(answer);
        }
        Map<String, Object> body = answer.object();
        if (body.get("token") instanceof String token && body.get("expires_at") instanceof String end) {
            try {
                return MintedToken.of(token, answer.until(Instant.parse(end)));
            } catch (DateTimeException e) {
                // Said below.
            }
        }
        throw new PublishFailedException(PublishResult.retry(
                "the answer to the request for an installation token holds none: " + answer.reason("")));
    }

    private String lookUp(ApiClient http, AppAnswers answers) throws IOException, InterruptedException {
        ApiResponse answer =
                send(http, ApiRequest.get(api, "repos", destination.owner(), destination.name(), "installation"));
        if (answer.status() == 200 && answer.object().get("id") instanceof Number id) {
            return Long.toString(id.longValue());
        }
        throw answers.noInstallation(answer);
    }

    /** Once more by GitHub's clock, where it refuses a key whose user's clock is wrong. */
    private ApiResponse send(ApiClient http, ApiRequest.Builder request) throws IOException, InterruptedException {
        Instant now = clock.instant();
        ApiResponse answer = http.send(signed(request, now));
        boolean skewed = Duration.between(now, answer.sentAt()).abs().compareTo(SKEW) > 0;
        return answer.status() == 401 && skewed ? http.send(signed(request, answer.sentAt())) : answer;
    }

    private ApiRequest signed(ApiRequest.Builder request, Instant now) {
        String jwt = key.sign(
                SigningKey.Algorithm.RS256,
                Map.of(),
                Map.of(
                        "iss",
                        app,
                        "iat",
                        now.minus(BEFORE).getEpochSecond(),
                        "exp",
                        now.plus(AFTER).getEpochSecond()));
        return GitHubSession.headers(request, jwt);
    }
}
