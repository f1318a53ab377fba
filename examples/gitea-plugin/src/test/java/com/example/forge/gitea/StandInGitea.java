package com.example.forge.gitea;

import io.commitstatus.testing.forge.FakeForge;
import io.commitstatus.testing.forge.ForgeRequest;
import io.commitstatus.testing.forge.ForgeResponse;
import io.commitstatus.testing.forge.ShownStatus;
import io.commitstatus.testing.forge.StandIn;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Gitea, as far as commit statuses go: appended, never changed, and the newest of each context is shown. */
final class StandInGitea extends StandIn {
    private static final Set<String> STATES = Set.of("pending", "success", "error", "failure", "warning");
    private static final int LONGEST_PAGE = 50;

    private record Entry(String repository, String commit, ShownStatus status) {}

    /** The newest first. */
    private final List<Entry> entries;

    /** Commits that were not pushed yet, and how many requests for them come before they are. */
    private final Map<String, Integer> hidden;

    private StandInGitea(FakeForge forge, List<Entry> entries, Map<String, Integer> hidden) {
        super(forge);
        this.entries = entries;
        this.hidden = hidden;
    }

    static StandInGitea start() {
        List<Entry> entries = new CopyOnWriteArrayList<>();
        Map<String, Integer> hidden = new ConcurrentHashMap<>();
        return new StandInGitea(FakeForge.start(request -> answer(request, entries, hidden)), entries, hidden);
    }

    /** The commit is pushed only when it was asked and posted for so often. */
    void appearAfter(String commit, int requests) {
        hidden.put(commit, requests);
    }

    @Override
    public void commitVisible(String commit, boolean visible) {
        if (visible) {
            hidden.remove(commit);
        } else {
            appearAfter(commit, Integer.MAX_VALUE);
        }
    }

    @Override
    public URI apiUrl() {
        return URI.create(url() + "/api/v1");
    }

    @Override
    public List<ShownStatus> statuses(String repository, String commit) {
        return statuses(entries, repository, commit);
    }

    @Override
    public Optional<ShownStatus> shown(String repository, String commit, String vendorKey) {
        return statuses(repository, commit).stream()
                .filter(it -> it.key().equals(vendorKey))
                .findFirst();
    }

    private static List<ShownStatus> statuses(List<Entry> entries, String repository, String commit) {
        return entries.stream()
                .filter(it -> it.repository().equalsIgnoreCase(repository)
                        && it.commit().equals(commit))
                .map(Entry::status)
                .toList();
    }

    private static ForgeResponse answer(ForgeRequest request, List<Entry> entries, Map<String, Integer> hidden) {
        List<String> path = request.segments();
        if (path.size() < 5 || !path.subList(0, 3).equals(List.of("api", "v1", "repos"))) {
            return error(404, "not found");
        }
        if (!request.header("Authorization").orElse("").matches("(?i)(token|bearer) \\S.*")) {
            return error(401, "token is required");
        }
        if (path.size() > 6
                && hidden.computeIfPresent(path.get(6), (commit, left) -> left == 0 ? null : left - 1) != null) {
            // As of 1.26; who is no administrator is not told why.
            return request.method().equals("POST") ? error(500, "") : error(404, "");
        }
        String repository = (path.get(3) + "/" + path.get(4)).toLowerCase(Locale.ROOT);
        if (request.method().equals("GET") && path.size() == 5) {
            boolean push = !repository.startsWith("read-only/");
            return ForgeResponse.json(200, Map.of("full_name", repository, "permissions", Map.of("push", push)));
        }
        if (request.method().equals("POST") && path.size() == 7 && path.get(5).equals("statuses")) {
            return create(request.json(), repository, path.get(6), entries);
        }
        if (request.method().equals("GET") && path.size() == 8 && path.get(7).equals("status")) {
            return combined(request.query(), statuses(entries, repository, path.get(6)));
        }
        return error(404, "not found");
    }

    private static ForgeResponse create(
            Map<String, Object> body, String repository, String commit, List<Entry> entries) {
        if (!STATES.contains(text(body, "state"))) {
            return error(422, "[State]: Invalid");
        }
        String url = text(body, "target_url");
        ShownStatus status = new ShownStatus(
                text(body, "context"), text(body, "state"), text(body, "description"), url.isEmpty() ? null : url);
        entries.add(0, new Entry(repository, commit, status));
        return ForgeResponse.json(201, json(status));
    }

    private static ForgeResponse combined(Map<String, String> query, List<ShownStatus> statuses) {
        Map<String, ShownStatus> newest = new LinkedHashMap<>();
        statuses.forEach(it -> newest.putIfAbsent(it.key(), it));
        int limit = Math.min(LONGEST_PAGE, Integer.parseInt(query.getOrDefault("limit", "30")));
        int page = Integer.parseInt(query.getOrDefault("page", "1"));
        List<Map<String, Object>> items = newest.values().stream()
                .skip((page - 1L) * limit)
                .limit(limit)
                .map(StandInGitea::json)
                .toList();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("total_count", newest.size());
        body.put("statuses", items.isEmpty() ? null : new ArrayList<>(items)); // as Go writes an empty list
        return ForgeResponse.json(200, body);
    }

    /** The state is called {@code status} in answers. */
    private static Map<String, Object> json(ShownStatus status) {
        return Map.of(
                "context",
                status.key(),
                "status",
                status.state(),
                "description",
                status.description(),
                "target_url",
                status.targetUrl().orElse(""));
    }

    private static ForgeResponse error(int status, String message) {
        return ForgeResponse.json(status, Map.of("message", message, "url", "https://gitea.example.com/api/swagger"));
    }

    /** Gitea trims what it is sent. */
    private static String text(Map<String, Object> body, String member) {
        return body.getOrDefault(member, "").toString().replaceAll("^\\p{IsWhite_Space}+|\\p{IsWhite_Space}+$", "");
    }
}
