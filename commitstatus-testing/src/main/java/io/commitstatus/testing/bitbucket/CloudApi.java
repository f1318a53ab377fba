package io.commitstatus.testing.bitbucket;

import io.commitstatus.testing.forge.ForgeBehaviour;
import io.commitstatus.testing.forge.ForgeRequest;
import io.commitstatus.testing.forge.ForgeResponse;
import io.commitstatus.testing.forge.HttpDate;
import io.commitstatus.testing.forge.OAuthClient;
import io.commitstatus.testing.forge.ShownStatus;
import io.commitstatus.testing.forge.Urls;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Bitbucket Cloud's build statuses API, as far as it is documented or was seen. */
final class CloudApi implements ForgeBehaviour {
    static final String ROOT = "/2.0";
    private static final String TOKENS = "/site/oauth2/access_token";

    private static final Set<String> STATES = Set.of("SUCCESSFUL", "FAILED", "INPROGRESS", "STOPPED");

    private final Clock clock;
    private final Store store;
    private final Settings settings;
    private final CloudLimits limits;

    CloudApi(Clock clock, Store store, Settings settings, CloudLimits limits) {
        this.clock = clock;
        this.store = store;
        this.settings = settings;
        this.limits = limits;
    }

    /** A status as a page shows it: with the templates in its URL filled in. */
    static ShownStatus shown(String repository, String commit, Store.Entry entry) {
        ShownStatus status = entry.status();
        String url = status.targetUrl()
                .orElse("")
                .replace("{repository.full_name}", repository)
                .replace("{commit.hash}", commit)
                .replaceAll("\\{[^}]*}", "");
        return new ShownStatus(status.key(), status.state(), status.description(), url);
    }

    @Override
    public ForgeResponse handle(ForgeRequest request) {
        return respond(request).header("Date", HttpDate.of(clock.instant()));
    }

    @Override
    public Optional<String> register(ForgeRequest request) {
        return request.method().equals("GET") || request.path().equals(TOKENS)
                ? Optional.empty()
                : Optional.of(
                        (request.path() + " " + text(request.json(), "key").orElse("")).toLowerCase(Locale.ROOT));
    }

    private ForgeResponse respond(ForgeRequest request) {
        Optional<OAuthClient> consumer = settings.consumer();
        if (consumer.isPresent() && request.path().equals(TOKENS)) {
            return consumer.get().exchange(request);
        }
        if (!request.path().startsWith(ROOT + "/")) {
            return ForgeResponse.page(404, "Resource not found");
        }
        Optional<Account> account = Account.of(request)
                .filter(this::accepts)
                .flatMap(it -> consumer.map(it::of).orElse(Optional.of(it)));
        if (account.isEmpty()) {
            return CloudAnswers.unauthorized();
        }
        ForgeResponse answer = limits.refuse(account.get()).orElseGet(() -> route(request, account.get()));
        return limits.tell(account.get(), answer);
    }

    /** A user's API token goes with the email; what goes with a name is an app password, and those have ended. */
    private boolean accepts(Account account) {
        return settings.accepts(account.secret())
                && (account.accessToken() || account.name().contains("@"));
    }

    private ForgeResponse route(ForgeRequest request, Account account) {
        List<String> path = request.path().startsWith(ROOT + "/")
                ? Urls.segments(request.path().substring(ROOT.length()))
                : List.of();
        boolean describe = path.size() == 3 && request.method().equals("GET");
        boolean statuses =
                path.size() >= 6 && path.get(3).equals("commit") && path.get(5).equals("statuses");
        if (!(describe || statuses) || !path.get(0).equals("repositories")) {
            return CloudAnswers.error(404, "Resource not found");
        }
        String named = path.get(1) + "/" + path.get(2);
        String repository = settings.resolve(named);
        // Slugs are lower case, and found in no other.
        if (!settings.knows(repository) || !named.equals(named.toLowerCase(Locale.ROOT))) {
            return CloudAnswers.unknownRepository(named);
        }
        if (settings.isForbidden(repository)) {
            return CloudAnswers.error(403, "Your credentials lack one or more required privilege scopes.");
        }
        if (describe) {
            return ForgeResponse.json(200, Map.of("type", "repository", "full_name", repository));
        }
        if (!settings.isVisible(path.get(4))) {
            return CloudAnswers.unknownCommit(path.get(4));
        }
        return serve(request, account, repository, path.get(4), path.subList(6, path.size()));
    }

    private ForgeResponse serve(
            ForgeRequest request, Account account, String repository, String sha, List<String> rest) {
        String operation = request.method() + " " + (rest.isEmpty() ? "" : rest.get(0)) + " " + rest.size();
        return switch (operation) {
            case "GET  0" -> list(request, repository, sha);
            case "POST build 1" -> write(201, request.json(), account, repository, sha);
            case "GET build 2" ->
                store.find(repository, sha, rest.get(1))
                        .map(it -> ForgeResponse.json(200, CloudAnswers.status(it)))
                        .orElseGet(() -> CloudAnswers.error(404, "Build status not found"));
            case "PUT build 2" -> update(request, account, repository, sha, rest.get(1));
            default -> CloudAnswers.error(404, "Resource not found");
        };
    }

    private ForgeResponse update(ForgeRequest request, Account account, String repository, String sha, String key) {
        if (store.find(repository, sha, key).isEmpty()) {
            return CloudAnswers.error(404, "Build status not found");
        }
        Map<String, Object> body = new LinkedHashMap<>(request.json());
        body.put("key", key);
        return write(200, body, account, repository, sha);
    }

    private ForgeResponse write(int success, Map<String, Object> body, Account account, String repository, String sha) {
        Optional<ForgeResponse> invalid = invalid(body);
        if (invalid.isPresent()) {
            return invalid.get();
        }
        Store.Entry entry = new Store.Entry(
                account.name(),
                new ShownStatus(
                        text(body, "key").orElse(""),
                        text(body, "state").orElse(""),
                        text(body, "description").orElse(""),
                        text(body, "url").orElse("")),
                text(body, "name").orElse(""),
                text(body, "refname").orElse(null),
                null);
        boolean written = store.put(
                repository,
                sha,
                entry,
                before -> before.creator().equals(account.name()) || settings.isAdministrator(account.name()));
        return written ? ForgeResponse.json(success, CloudAnswers.status(entry)) : CloudAnswers.error(403, "Forbidden");
    }

    private static Optional<ForgeResponse> invalid(Map<String, Object> body) {
        for (String required : List.of("key", "state", "url")) {
            if (text(body, required).filter(it -> !it.isBlank()).isEmpty()) {
                return Optional.of(CloudAnswers.invalid(required, "This field is required."));
            }
        }
        if (!STATES.contains(text(body, "state").orElse(""))) {
            return Optional.of(CloudAnswers.invalid("state", "Select a valid choice."));
        }
        if (!isUrl(text(body, "url").orElse(""))) {
            return Optional.of(CloudAnswers.invalid("url", "Enter a valid URL."));
        }
        return tooLong(body, "key", 40).or(() -> tooLong(body, "name", 255)).or(() -> tooLong(body, "url", 450));
    }

    private static Optional<ForgeResponse> tooLong(Map<String, Object> body, String field, int limit) {
        String value = text(body, field).orElse("");
        int length = value.codePointCount(0, value.length());
        return length <= limit
                ? Optional.empty()
                : Optional.of(CloudAnswers.invalid(
                        field, "Ensure this value has at most " + limit + " characters (it has " + length + ")."));
    }

    /** Templates are allowed in it. */
    private static boolean isUrl(String text) {
        try {
            URI url = new URI(text.replace("{", "").replace("}", ""));
            return url.getHost() != null && Set.of("http", "https").contains(url.getScheme());
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private ForgeResponse list(ForgeRequest request, String repository, String sha) {
        List<Store.Entry> all = store.all(repository, sha);
        int length = Math.max(1, Math.min(100, number(request, "pagelen", 10)));
        int page = Math.max(1, number(request, "page", 1));
        int from = Math.min(all.size(), (page - 1) * length);
        int to = Math.min(all.size(), from + length);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("pagelen", length);
        body.put("page", page);
        body.put("size", all.size());
        body.put(
                "values",
                all.subList(from, to).stream().map(CloudAnswers::status).toList());
        if (to < all.size()) {
            body.put(
                    "next",
                    "http://" + request.header("Host").orElse("127.0.0.1") + request.path() + "?pagelen=" + length
                            + "&page=" + (page + 1));
        }
        return ForgeResponse.json(200, body);
    }

    private static int number(ForgeRequest request, String name, int otherwise) {
        String text = request.query().getOrDefault(name, "");
        return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : otherwise;
    }

    private static Optional<String> text(Map<String, Object> body, String member) {
        return Optional.ofNullable(body.get(member)).map(Object::toString);
    }
}
