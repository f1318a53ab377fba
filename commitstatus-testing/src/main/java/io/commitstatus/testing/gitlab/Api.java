package io.commitstatus.testing.gitlab;

import io.commitstatus.testing.forge.ForgeBehaviour;
import io.commitstatus.testing.forge.ForgeRequest;
import io.commitstatus.testing.forge.ForgeResponse;
import io.commitstatus.testing.forge.HttpDate;
import io.commitstatus.testing.forge.Page;
import io.commitstatus.testing.forge.Urls;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** GitLab's way to its statuses: credentials, limits, projects, the lease on a commit, and the list. */
final class Api implements ForgeBehaviour {
    private static final int PAGE = 20;

    private final Clock clock;
    private final String root;
    private final Store store;
    private final Settings settings;
    private final Limits limits;
    private final Writer writer;
    /** Commits of which an update is in progress. */
    private final Set<String> leases = ConcurrentHashMap.newKeySet();

    /** With the API's path on the server. */
    Api(Clock clock, String root, Store store, Settings settings, Limits limits) {
        this.clock = clock;
        this.root = root;
        this.store = store;
        this.settings = settings;
        this.limits = limits;
        this.writer = new Writer(store, settings);
    }

    /** Takes or gives back the lease on a commit, as another program's request does. */
    void lease(String project, String sha, boolean taken) {
        if (taken) {
            leases.add(register(project, sha));
        } else {
            leases.remove(register(project, sha));
        }
    }

    @Override
    public ForgeResponse handle(ForgeRequest request) {
        return respond(request).header("Date", HttpDate.of(clock.instant()));
    }

    /** The commit: GitLab takes one update of it at a time. */
    @Override
    public Optional<String> register(ForgeRequest request) {
        List<String> path = path(request);
        return request.method().equals("POST") && path.size() == 4
                ? settings.project(path.get(1)).map(project -> register(project, path.get(3)))
                : Optional.empty();
    }

    private static String register(String project, String sha) {
        return project.toLowerCase(Locale.ROOT) + "@" + sha;
    }

    private List<String> path(ForgeRequest request) {
        return request.path().startsWith(root + "/")
                ? Urls.segments(request.path().substring(root.length()))
                : List.of();
    }

    private ForgeResponse respond(ForgeRequest request) {
        if (settings.decodesSlashes && request.path().toUpperCase(Locale.ROOT).contains("%2F")) {
            return Answers.page(404);
        }
        if (path(request).isEmpty()) {
            return Answers.page(404);
        }
        Optional<String> token = token(request).filter(settings::accepts);
        if (token.isEmpty()) {
            return Answers.message(401, "401 Unauthorized");
        }
        String user = settings.user(token.get());
        ForgeResponse answer = limits.refuse(user).orElseGet(() -> route(request, token.get(), user));
        return limits.tell(user, answer);
    }

    /** PRIVATE-TOKEN takes access tokens alone, Bearer those and OAuth tokens. */
    private static Optional<String> token(ForgeRequest request) {
        Optional<String> personal = request.header("PRIVATE-TOKEN");
        if (personal.isPresent()) {
            return personal.filter(it -> !it.matches("[0-9a-f]{64}"));
        }
        return request.header("Authorization")
                .filter(it -> it.startsWith("Bearer "))
                .map(it -> it.substring("Bearer ".length()));
    }

    private ForgeResponse route(ForgeRequest request, String token, String user) {
        List<String> path = path(request);
        boolean post = request.method().equals("POST");
        Optional<ForgeResponse> access =
                post ? Optional.empty() : settings.access().answer(path, token);
        if (access.isPresent()) {
            return access.get();
        }
        boolean create = post && path.size() == 4 && path.get(2).equals("statuses");
        boolean list = !post
                && path.size() == 6
                && path.subList(2, 4).equals(List.of("repository", "commits"))
                && path.get(5).equals("statuses");
        Optional<String> project =
                path.size() > 1 && path.get(0).equals("projects") ? settings.project(path.get(1)) : Optional.empty();
        if (!(create || list) || project.isEmpty()) {
            return Answers.notFound("Project");
        }
        if (post && settings.isMoved(path.get(1))) {
            return Answers.message(405, "Non GET methods are not allowed for moved projects");
        }
        if (create && settings.isReadOnly(token)) {
            return Answers.insufficientScope();
        }
        if (create && settings.isForbidden(project.get())) {
            return Answers.message(403, "403 Forbidden");
        }
        return create ? create(request, project.get(), path.get(3), user) : list(request, project.get(), path.get(4));
    }

    private ForgeResponse create(ForgeRequest request, String project, String sha, String user) {
        String lease = register(project, sha);
        if (!leases.add(lease)) {
            return Answers.message(409, "Another update to this commit status is in progress");
        }
        try {
            return writer.write(request.json(), project, sha, user);
        } finally {
            leases.remove(lease);
        }
    }

    private ForgeResponse list(ForgeRequest request, String project, String sha) {
        if (!settings.isVisible(sha)) {
            return Answers.notFound("Commit");
        }
        boolean all = request.query().getOrDefault("all", "false").equals("true");
        String name = request.query().get("name");
        String ref = request.query().get("ref");
        List<Store.Row> rows = store.all(project, sha).stream()
                .filter(it -> all || !it.retried)
                .filter(it -> name == null || it.name.equals(name))
                .filter(it -> ref == null || it.ref.equals(ref))
                .toList();
        Page<Store.Row> page = Page.of(request, rows, PAGE);
        return page.link(
                request,
                ForgeResponse.json(
                        200,
                        page.items().stream().map(it -> Answers.status(it, sha)).toList()));
    }
}
