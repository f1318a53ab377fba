package io.commitstatus.testing.pagure;

import io.commitstatus.testing.forge.FakeForge;
import io.commitstatus.testing.forge.ForgeRequest;
import io.commitstatus.testing.forge.ForgeResponse;
import io.commitstatus.testing.forge.ShownStatus;
import io.commitstatus.testing.forge.StandIn;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Pagure, as far as flags on commits go: it takes forms, whose uid tells which flag is meant. */
final class StandInPagure extends StandIn {
    private static final Set<String> STATES = Set.of("pending", "success", "failure", "error", "canceled");

    private record Flag(String project, String commit, String uid) {}

    private final Map<Flag, ShownStatus> flags;
    private final Set<String> hidden;

    private StandInPagure(FakeForge forge, Map<Flag, ShownStatus> flags, Set<String> hidden) {
        super(forge);
        this.flags = flags;
        this.hidden = hidden;
    }

    static StandInPagure start() {
        Map<Flag, ShownStatus> flags = new ConcurrentHashMap<>();
        Set<String> hidden = ConcurrentHashMap.newKeySet();
        return new StandInPagure(FakeForge.start(request -> answer(request, flags, hidden)), flags, hidden);
    }

    @Override
    public void commitVisible(String commit, boolean visible) {
        if (visible) {
            hidden.remove(commit);
        } else {
            hidden.add(commit);
        }
    }

    @Override
    public URI apiUrl() {
        return URI.create(url() + "/api/0");
    }

    @Override
    public List<ShownStatus> statuses(String repository, String commit) {
        return statuses(flags, repository, commit);
    }

    @Override
    public Optional<ShownStatus> shown(String repository, String commit, String vendorKey) {
        return statuses(repository, commit).stream()
                .filter(it -> it.key().equals(vendorKey))
                .findFirst();
    }

    private static List<ShownStatus> statuses(Map<Flag, ShownStatus> flags, String project, String commit) {
        return flags.entrySet().stream()
                .filter(it -> it.getKey().project().equals(project)
                        && it.getKey().commit().equals(commit))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static ForgeResponse answer(ForgeRequest request, Map<Flag, ShownStatus> flags, Set<String> hidden) {
        List<String> path = request.segments();
        if (path.size() != 7 || !path.get(6).equals("flag")) {
            return error(404, "ENOPROJECT", "Project not found");
        }
        if (hidden.contains(path.get(5))) {
            return error(404, "ENOCOMMIT", "Commit not found in this repository");
        }
        String project = path.get(2) + "/" + path.get(3);
        if (request.method().equals("GET")) {
            return ForgeResponse.json(
                    200,
                    Map.of(
                            "flags",
                            statuses(flags, project, path.get(5)).stream()
                                    .map(StandInPagure::json)
                                    .toList()));
        }
        if (!request.header("Authorization").orElse("").startsWith("token ")) {
            return error(401, "EINVALIDTOK", "Invalid or expired token");
        }
        return flag(request.form(), project, path.get(5), flags);
    }

    private static ForgeResponse flag(
            Map<String, String> form, String project, String commit, Map<Flag, ShownStatus> flags) {
        for (String field : List.of("username", "comment", "url", "status")) {
            if (form.getOrDefault(field, "").isBlank()) {
                return error(400, "EINVALIDREQ", field + ": This field is required.");
            }
        }
        if (!STATES.contains(form.get("status")) || form.getOrDefault("uid", "").length() > 32) {
            return error(400, "EINVALIDREQ", "Invalid or incomplete input submitted");
        }
        ShownStatus shown = new ShownStatus(
                form.getOrDefault("username", ""),
                form.getOrDefault("status", ""),
                form.getOrDefault("comment", ""),
                form.get("url"));
        flags.put(new Flag(project, commit, form.getOrDefault("uid", "")), shown);
        return ForgeResponse.json(200, Map.of("message", "Flag added", "flag", json(shown)));
    }

    private static Map<String, Object> json(ShownStatus shown) {
        return Map.of(
                "username", shown.key(),
                "status", shown.state(),
                "comment", shown.description(),
                "url", shown.targetUrl().orElse(""));
    }

    private static ForgeResponse error(int status, String code, String message) {
        return ForgeResponse.json(status, Map.of("error", message, "error_code", code));
    }
}
