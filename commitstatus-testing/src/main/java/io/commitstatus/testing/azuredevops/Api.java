package io.commitstatus.testing.azuredevops;

import io.commitstatus.testing.forge.ForgeBehaviour;
import io.commitstatus.testing.forge.ForgeRequest;
import io.commitstatus.testing.forge.ForgeResponse;
import io.commitstatus.testing.forge.HttpDate;
import io.commitstatus.testing.forge.OAuthClient;
import io.commitstatus.testing.forge.ShownStatus;
import io.commitstatus.testing.forge.Urls;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Azure DevOps' statuses API, as far as it is documented or was seen. */
final class Api implements ForgeBehaviour {
    /** A collection's path on an Azure DevOps Server. */
    static final String ROOT = "/tfs/DefaultCollection";

    private static final Set<String> STATES =
            Set.of("notSet", "pending", "succeeded", "failed", "error", "notApplicable");

    private final Clock clock;
    private final Store store;
    private final Settings settings;
    private final Limits limits;

    Api(Clock clock, Store store, Settings settings, Limits limits) {
        this.clock = clock;
        this.store = store;
        this.settings = settings;
        this.limits = limits;
    }

    @Override
    public ForgeResponse handle(ForgeRequest request) {
        return respond(request).header("Date", HttpDate.of(clock.instant()));
    }

    @Override
    public Optional<String> register(ForgeRequest request) {
        return request.method().equals("POST") && !asksForToken(request)
                ? Optional.of(request.path().toLowerCase(Locale.ROOT) + " "
                        + request.json().get("context"))
                : Optional.empty();
    }

    private static boolean asksForToken(ForgeRequest request) {
        return request.path().endsWith("/oauth2/v2.0/token");
    }

    private ForgeResponse respond(ForgeRequest request) {
        Optional<OAuthClient> application = settings.application();
        if (application.isPresent() && asksForToken(request)) {
            return application.get().exchange(request);
        }
        if (request.path().contains("/_signin")) {
            return Answers.signInPage(200);
        }
        Optional<String> token = request.header("Authorization").flatMap(this::token);
        if (token.filter(settings::accepts).isEmpty()) {
            return signIn(request);
        }
        return limits.refuse().orElseGet(() -> limits.tell(route(request)));
    }

    /** A browser is led to a page to sign in; a client that knows the header is told 401. */
    private ForgeResponse signIn(ForgeRequest request) {
        boolean suppressed = request.header("X-TFS-FedAuthRedirect").equals(Optional.of("Suppress"));
        int status = settings.signIn().orElse(suppressed ? 401 : 302);
        ForgeResponse page = Answers.signInPage(status);
        return status == 302
                ? page.header("Location", "http://" + request.header("Host").orElse("127.0.0.1") + "/_signin")
                : page;
    }

    /** A bearer token has to be a JWT; the password of a user with any name may be either. */
    private Optional<String> token(String authorization) {
        String[] parts = authorization.split(" ", 2);
        if (parts.length == 2 && parts[0].equalsIgnoreCase("bearer")) {
            return Optional.of(parts[1]).filter(this::isBearer);
        }
        if (parts.length == 2 && parts[0].equalsIgnoreCase("basic")) {
            // The lenient decoder: what is no base64 is no token either.
            String decoded = new String(Base64.getMimeDecoder().decode(parts[1]), StandardCharsets.UTF_8);
            return Optional.of(decoded.substring(decoded.indexOf(':') + 1)).filter(it -> !it.isEmpty());
        }
        return Optional.empty();
    }

    private boolean isBearer(String token) {
        Optional<OAuthClient> application =
                settings.application().filter(it -> it.minted().contains(token));
        return application.map(it -> !it.hasEnded(token)).orElseGet(() -> token.matches("eyJ[^.]*\\.[^.]+\\.[^.]*"));
    }

    private ForgeResponse route(ForgeRequest request) {
        Optional<ForgeResponse> badVersion = badVersion(request.query().getOrDefault("api-version", ""));
        if (badVersion.isPresent()) {
            return badVersion.get();
        }
        List<String> path = request.path().startsWith(ROOT + "/")
                ? Urls.segments(request.path().substring(ROOT.length()))
                : List.of();
        if (path.size() != 8
                || !path.subList(1, 4).equals(List.of("_apis", "git", "repositories"))
                || !path.get(5).equals("commits")
                || !path.get(7).equals("statuses")) {
            return Answers.signInPage(404);
        }
        String repository = path.get(0) + "/" + path.get(4);
        if (!settings.knowsWithin(path.get(0))) {
            return Answers.unknownProject(path.get(0));
        }
        if (!settings.knows(repository)) {
            return Answers.unknownRepository(path.get(4));
        }
        if (!settings.isVisible(path.get(6))) {
            return request.method().equals("POST")
                    ? Answers.unknownObject(path.get(6))
                    : Answers.unknownCommit(path.get(6));
        }
        return request.method().equals("POST")
                ? create(request, repository, path.get(6))
                : list(request, repository, path.get(6));
    }

    private Optional<ForgeResponse> badVersion(String requested) {
        if (!requested.matches("[0-9]+\\.[0-9]+(-preview(\\.[0-9]+)?)?")) {
            return Optional.of(Answers.versionMissing());
        }
        double number = Double.parseDouble(requested.replaceFirst("-.*", ""));
        double newest = Double.parseDouble(settings.newestVersion());
        if (number > newest + 0.11) {
            return Optional.of(Answers.versionOutOfRange(requested, settings.newestVersion()));
        }
        // The one after the newest is there for those who ask for a preview.
        return number > newest && !requested.contains("-preview")
                ? Optional.of(Answers.previewRequired(requested))
                : Optional.empty();
    }

    private ForgeResponse create(ForgeRequest request, String repository, String commit) {
        if (settings.isForbidden(repository)) {
            return Answers.noPermission();
        }
        Map<String, Object> body = request.json();
        Map<?, ?> context = body.get("context") instanceof Map<?, ?> given ? given : Map.of();
        String name = text(context, "name").orElse("");
        String genre = text(context, "genre").orElse("");
        String state = text(body, "state").orElse("notSet");
        if (name.isEmpty()) {
            return Answers.invalid("A status context name is required; it must not be null or empty.");
        }
        if (!STATES.contains(state)) {
            return Answers.invalid("\"" + state + "\" is not a valid value of GitStatusState.");
        }
        ShownStatus status = new ShownStatus(
                Store.key(genre, name),
                state,
                text(body, "description").orElse(""),
                text(body, "targetUrl").orElse(null));
        String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        return ForgeResponse.json(201, Answers.status(store.append(repository, commit, now, genre, name, status)));
    }

    private ForgeResponse list(ForgeRequest request, String repository, String commit) {
        boolean latestOnly = Boolean.parseBoolean(request.query().getOrDefault("latestOnly", "false"));
        List<Map<String, Object>> value = (latestOnly ? store.shown(repository, commit) : store.all(repository, commit))
                .stream()
                        .skip(number(request, "skip", 0))
                        .limit(number(request, "top", 1000))
                        .map(Answers::status)
                        .toList();
        return ForgeResponse.json(200, Map.of("count", value.size(), "value", value));
    }

    private static int number(ForgeRequest request, String name, int otherwise) {
        String text = request.query().getOrDefault(name, "");
        return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : otherwise;
    }

    private static Optional<String> text(Map<?, ?> fields, String member) {
        return Optional.ofNullable(fields.get(member)).map(Object::toString);
    }
}
