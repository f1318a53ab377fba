package io.commitstatus.testing.bitbucket;

import io.commitstatus.testing.forge.ForgeBehaviour;
import io.commitstatus.testing.forge.ForgeRequest;
import io.commitstatus.testing.forge.ForgeResponse;
import io.commitstatus.testing.forge.HttpDate;
import io.commitstatus.testing.forge.ShownStatus;
import io.commitstatus.testing.forge.Urls;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Data Center's build status APIs, as far as they are documented or were seen. */
final class ServerApi implements ForgeBehaviour {
    static final String CONTEXT = "/git/scm";
    static final String ROOT = CONTEXT + "/rest";
    /** Where the old endpoint keeps its statuses, which it shows on the commit in every repository. */
    static final String ANY_REPOSITORY = "";

    private static final Set<String> OLD_STATES = Set.of("SUCCESSFUL", "FAILED", "INPROGRESS");
    private static final Set<String> STATES = Set.of("SUCCESSFUL", "FAILED", "INPROGRESS", "CANCELLED", "UNKNOWN");
    private static final int OLD_ENDPOINT_KEEPS = 100;

    private final Clock clock;
    private final Store store;
    private final Settings settings;
    private final ServerBucket bucket;
    private volatile String version = "9.6.0";

    ServerApi(Clock clock, Store store, Settings settings, ServerBucket bucket) {
        this.clock = clock;
        this.store = store;
        this.settings = settings;
        this.bucket = bucket;
    }

    void version(String other) {
        version = other;
    }

    @Override
    public ForgeResponse handle(ForgeRequest request) {
        return respond(request).header("Date", HttpDate.of(clock.instant()));
    }

    @Override
    public Optional<String> register(ForgeRequest request) {
        return request.method().equals("POST")
                ? Optional.of(
                        (request.path() + " " + text(request.json(), "key").orElse("")).toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    private ForgeResponse respond(ForgeRequest request) {
        if (!request.path().startsWith(ROOT + "/")) {
            return request.path().equals(CONTEXT + "/login")
                    ? ForgeResponse.page(200, "Log in")
                    : ForgeResponse.empty(302).header("Location", CONTEXT + "/login");
        }
        Optional<Account> account = Account.of(request);
        if (account.filter(settings::wantsCaptcha).isPresent()) {
            return ServerAnswers.captcha();
        }
        if (account.filter(it -> settings.accepts(it.secret())).isEmpty()) {
            account.ifPresent(settings::refused);
            return ServerAnswers.badCredentials();
        }
        String name = account.get().name();
        ForgeResponse answer = bucket.refuse(name).orElseGet(() -> route(request));
        return bucket.tell(name, answer).header("X-AUSERNAME", account.get().accessToken() ? "token-owner" : name);
    }

    private ForgeResponse route(ForgeRequest request) {
        List<String> path = request.path().startsWith(ROOT + "/")
                ? Urls.segments(request.path().substring(ROOT.length()))
                : List.of();
        if (path.size() == 3 && path.get(0).equals("api") && path.get(2).equals("application-properties")) {
            return ForgeResponse.json(
                    200, Map.of("version", version, "buildNumber", "9006000", "displayName", "Bitbucket"));
        }
        if (path.size() == 4
                && path.get(0).equals("build-status")
                && path.get(2).equals("commits")) {
            return ofCommit(request, path.get(3));
        }
        if (path.size() == 6
                && path.get(0).equals("api")
                && path.get(2).equals("projects")
                && path.get(4).equals("repos")) {
            return describe(path.get(3) + "/" + path.get(5), path.get(5));
        }
        if (path.size() == 9
                && path.get(0).equals("api")
                && path.get(2).equals("projects")
                && path.get(4).equals("repos")
                && path.get(6).equals("commits")
                && path.get(8).equals("builds")
                && isAtLeast(7, 4)) {
            return builds(request, path.get(3) + "/" + path.get(5), path.get(7));
        }
        return ServerAnswers.noEndpoint(request);
    }

    private ForgeResponse describe(String repository, String slug) {
        if (!settings.knows(repository)) {
            return ServerAnswers.unknownRepository(repository);
        }
        return settings.isForbidden(repository)
                ? ServerAnswers.notPermitted()
                : ForgeResponse.json(200, Map.of("slug", slug, "public", false));
    }

    private ForgeResponse builds(ForgeRequest request, String repository, String sha) {
        boolean post = request.method().equals("POST");
        if (!post && !isAtLeast(7, 14)) {
            return ServerAnswers.wrongMethod();
        }
        if (!settings.knows(repository)) {
            return ServerAnswers.unknownRepository(repository);
        }
        if (settings.isForbidden(repository)) {
            return ServerAnswers.notPermitted();
        }
        if (!settings.isVisible(sha)) {
            return ServerAnswers.unknownCommit(sha, repository);
        }
        if (post) {
            return write(request.json(), repository, sha, STATES);
        }
        String key = request.query().getOrDefault("key", "");
        if (key.isEmpty()) {
            return ServerAnswers.invalid("key", "The key query parameter is required.");
        }
        return store.find(repository, sha, key)
                .map(it -> ForgeResponse.json(200, ServerAnswers.status(it)))
                .orElseGet(() -> ServerAnswers.error(
                        404,
                        null,
                        "No build status was found with key '" + key + "'",
                        "build.NoSuchBuildStatusException"));
    }

    private ForgeResponse ofCommit(ForgeRequest request, String sha) {
        if (!sha.matches("[0-9a-f]{40}")) {
            return ServerAnswers.invalid("commitId", "The commit ID must be a full 40 character SHA1.");
        }
        if (request.method().equals("POST")) {
            return write(request.json(), ANY_REPOSITORY, sha, OLD_STATES);
        }
        List<Store.Entry> all =
                store.everywhere(sha).stream().limit(OLD_ENDPOINT_KEEPS).toList();
        int from = Math.min(all.size(), number(request, "start", 0));
        int to = Math.min(all.size(), from + Math.max(1, Math.min(50, number(request, "limit", 25))));
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("size", to - from);
        page.put("limit", to - from);
        page.put("isLastPage", to == all.size());
        page.put(
                "values",
                all.subList(from, to).stream().map(ServerAnswers::status).toList());
        page.put("start", from);
        page.put("nextPageStart", to == all.size() ? null : to);
        return ForgeResponse.json(200, page);
    }

    private ForgeResponse write(Map<String, Object> body, String repository, String sha, Set<String> states) {
        Optional<ForgeResponse> invalid = invalid(body, states);
        if (invalid.isPresent()) {
            return invalid.get();
        }
        ShownStatus status = new ShownStatus(
                text(body, "key").orElse(""),
                text(body, "state").orElse(""),
                text(body, "description").orElse(""),
                text(body, "url").orElse(""));
        store.put(
                repository,
                sha,
                new Store.Entry(
                        "",
                        status,
                        text(body, "name").orElse(""),
                        text(body, "ref").orElse(null),
                        text(body, "parent").orElse(null)),
                before -> true);
        return ForgeResponse.empty(204);
    }

    private static Optional<ForgeResponse> invalid(Map<String, Object> body, Set<String> states) {
        for (String required : List.of("key", "url")) {
            if (text(body, required).filter(it -> !it.isBlank()).isEmpty()) {
                return Optional.of(ServerAnswers.invalid(required, "The " + required + " cannot be blank."));
            }
        }
        if (!states.contains(text(body, "state").orElse(""))) {
            return Optional.of(ServerAnswers.invalid("state", "The state must be one of " + states + "."));
        }
        if (!text(body, "ref").orElse("refs/").startsWith("refs/")) {
            return Optional.of(ServerAnswers.invalid("ref", "The ref must start with refs/."));
        }
        return tooLong(body, "key", 255)
                .or(() -> tooLong(body, "name", 255))
                .or(() -> tooLong(body, "description", states.equals(OLD_STATES) ? 255 : Integer.MAX_VALUE))
                .or(() -> tooLong(body, "url", 450))
                .or(() -> tooLong(body, "ref", 1024))
                .or(() -> tooLong(body, "parent", 1024));
    }

    private static Optional<ForgeResponse> tooLong(Map<String, Object> body, String field, int limit) {
        String value = text(body, field).orElse("");
        return value.codePointCount(0, value.length()) <= limit
                ? Optional.empty()
                : Optional.of(ServerAnswers.invalid(
                        field, "The " + field + " must be no longer than " + limit + " characters."));
    }

    private boolean isAtLeast(int major, int minor) {
        String[] parts = version.split("\\.", 3);
        int actual = Integer.parseInt(parts[0]);
        return actual > major || (actual == major && Integer.parseInt(parts[1]) >= minor);
    }

    private static int number(ForgeRequest request, String name, int otherwise) {
        String text = request.query().getOrDefault(name, "");
        return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : otherwise;
    }

    private static Optional<String> text(Map<String, Object> body, String member) {
        return Optional.ofNullable(body.get(member)).map(Object::toString);
    }
}
