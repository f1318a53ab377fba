package io.commitstatus.testing.github;

import io.commitstatus.testing.forge.ForgeBehaviour;
import io.commitstatus.testing.forge.ForgeRequest;
import io.commitstatus.testing.forge.ForgeResponse;
import io.commitstatus.testing.forge.HttpDate;
import io.commitstatus.testing.forge.Page;
import io.commitstatus.testing.forge.ShownStatus;
import io.commitstatus.testing.forge.Urls;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** GitHub's statuses API, as far as it is documented or was seen. */
final class Api implements ForgeBehaviour {
    /** The API's path on a GitHub Enterprise Server. */
    static final String ROOT = "/api/v3";

    private static final Set<String> VERSIONS = Set.of("2022-11-28", "2026-03-10");

    private static final int PAGE = 30;

    private final Clock clock;
    private final Store store;
    private final Settings settings;
    private final Limits limits;
    private final Apps apps;

    /** A repository, and the path's segments after it. */
    private record Route(String repository, List<String> rest) {}

    Api(Clock clock, Store store, Settings settings, Limits limits, Apps apps) {
        this.clock = clock;
        this.store = store;
        this.settings = settings;
        this.limits = limits;
        this.apps = apps;
    }

    @Override
    public ForgeResponse handle(ForgeRequest request) {
        return respond(request).header("Date", HttpDate.of(clock.instant()));
    }

    @Override
    public Optional<String> register(ForgeRequest request) {
        // A request for a token is none for a status.
        return request.method().equals("POST") && request.path().contains("/statuses/")
                ? Optional.of((request.path() + " " + StatusFields.context(request.json())).toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    private ForgeResponse respond(ForgeRequest request) {
        if (!request.path().startsWith(ROOT + "/")) {
            return Answers.signIn(request);
        }
        if (request.header("User-Agent").filter(it -> !it.isBlank()).isEmpty()) {
            return ForgeResponse.text(
                    403,
                    "Request forbidden by administrative rules. Please make sure your request has a User-Agent header.");
        }
        if (!VERSIONS.contains(request.header("X-GitHub-Api-Version").orElse("2022-11-28"))) {
            return Answers.message(400, "This version of the API is not supported");
        }
        Optional<String> token = request.header("Authorization").flatMap(Api::token);
        if (token.isEmpty()) {
            return Answers.message(401, "Requires authentication");
        }
        Optional<ForgeResponse> toApp =
                apps.answer(request, Urls.segments(request.path().substring(ROOT.length())));
        if (toApp.isPresent()) {
            return toApp.get();
        }
        if (!apps.accepts(token.get()).orElseGet(() -> settings.accepts(token.get()))) {
            return Answers.badCredentials();
        }
        ForgeResponse answer = limits.refuse(token.get()).orElseGet(() -> route(request, token.get()));
        return settings.tell(token.get(), limits.tell(token.get(), answer));
    }

    private static Optional<String> token(String authorization) {
        String[] parts = authorization.split(" ", 2);
        return parts.length == 2 && Set.of("bearer", "token").contains(parts[0].toLowerCase(Locale.ROOT))
                ? Optional.of(parts[1])
                : Optional.empty();
    }

    private ForgeResponse route(ForgeRequest request, String token) {
        List<String> path = Urls.segments(request.path().substring(ROOT.length()));
        Optional<Route> route = repository(path);
        if (route.isEmpty()) {
            return Answers.notFound();
        }
        Optional<Settings.Moved> moved = settings.moved(route.get().repository());
        if (path.get(0).equals("repos") && moved.isPresent()) {
            String rest = String.join("/", path.subList(3, path.size()));
            String target =
                    url(request) + ROOT + "/repositories/" + moved.get().target() + (rest.isEmpty() ? "" : "/") + rest;
            return Answers.message(moved.get().status(), "Moved Permanently").header("Location", target);
        }
        if (!settings.knows(route.get().repository())) {
            return Answers.notFound();
        }
        String owner = route.get().repository().replaceFirst("/.*", "");
        if (settings.enforcesSso(owner)) {
            return Answers.singleSignOn(owner);
        }
        if (request.method().equals("GET")
                && !settings.readsStatuses(token)
                && !route.get().rest().isEmpty()) {
            return Answers.message(403, "Resource not accessible by personal access token");
        }
        return route.get().rest().isEmpty()
                ? settings.describe(token, route.get().repository())
                : serve(request, route.get());
    }

    private static String url(ForgeRequest request) {
        return "http://" + request.header("Host").orElse("127.0.0.1");
    }

    private Optional<Route> repository(List<String> path) {
        if (path.size() > 2 && path.get(0).equals("repos")) {
            return Optional.of(new Route(path.get(1) + "/" + path.get(2), path.subList(3, path.size())));
        }
        if (path.size() > 1 && path.get(0).equals("repositories")) {
            return settings.byId(path.get(1)).map(name -> new Route(name, path.subList(2, path.size())));
        }
        return Optional.empty();
    }

    private ForgeResponse serve(ForgeRequest request, Route route) {
        List<String> rest = route.rest();
        boolean post = request.method().equals("POST");
        if (rest.size() == 2 && rest.get(0).equals("statuses")) {
            return post
                    ? create(request, route.repository(), rest.get(1))
                    : list(request, route.repository(), rest.get(1));
        }
        if (!post
                && rest.size() == 3
                && rest.get(0).equals("commits")
                && rest.get(2).equals("statuses")) {
            return list(request, route.repository(), rest.get(1));
        }
        if (!post
                && rest.size() == 3
                && rest.get(0).equals("commits")
                && rest.get(2).equals("status")) {
            return combined(request, route.repository(), rest.get(1));
        }
        return Answers.notFound();
    }

    private ForgeResponse create(ForgeRequest request, String repository, String sha) {
        String token = request.header("Authorization").flatMap(Api::token).orElse("");
        if (settings.isForbidden(repository) || !apps.mayWrite(token, repository)) {
            return Answers.message(403, "Resource not accessible by personal access token")
                    .header("X-Accepted-GitHub-Permissions", "statuses=write");
        }
        Map<String, Object> body = request.json();
        if (body.isEmpty()) {
            return Answers.message(400, "Problems parsing JSON");
        }
        Optional<ForgeResponse> invalid = StatusFields.invalid(body);
        if (invalid.isPresent()) {
            return invalid.get();
        }
        if (!settings.isVisible(sha)) {
            return Answers.unknownCommit(sha);
        }
        ShownStatus status = new ShownStatus(
                StatusFields.context(body),
                StatusFields.text(body, "state").orElse(""),
                StatusFields.text(body, "description").orElse(""),
                StatusFields.text(body, "target_url").orElse(null));
        String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        return store.append(repository, sha, now, status)
                .map(entry -> ForgeResponse.json(201, Answers.status(entry))
                        .header("Location", url(request) + request.path() + "/" + entry.id()))
                .orElseGet(() ->
                        Answers.invalid(null, "This SHA and context has reached the maximum number of statuses."));
    }

    private ForgeResponse list(ForgeRequest request, String repository, String sha) {
        if (!settings.isVisible(sha)) {
            return Answers.unknownCommit(sha);
        }
        Page<Store.Entry> page = Page.of(request, store.all(repository, sha), PAGE);
        return page.link(
                request,
                ForgeResponse.json(
                        200, page.items().stream().map(Answers::status).toList()));
    }

    private ForgeResponse combined(ForgeRequest request, String repository, String sha) {
        if (!sha.equals("HEAD") && !settings.isVisible(sha)) {
            return Answers.unknownCommit(sha);
        }
        List<Store.Entry> shown = store.shown(repository, sha);
        Page<Store.Entry> page = Page.of(request, shown, PAGE);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("state", combinedState(shown));
        body.put("statuses", page.items().stream().map(Answers::status).toList());
        body.put("sha", sha);
        body.put("total_count", shown.size());
        return page.link(request, ForgeResponse.json(200, body));
    }

    private static String combinedState(List<Store.Entry> shown) {
        List<String> states = shown.stream().map(it -> it.status().state()).toList();
        if (states.contains("failure") || states.contains("error")) {
            return "failure";
        }
        return states.isEmpty() || states.contains("pending") ? "pending" : "success";
    }
}
