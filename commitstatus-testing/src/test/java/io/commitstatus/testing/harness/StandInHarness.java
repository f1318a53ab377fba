package io.commitstatus.testing.harness;

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
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Harness Code, as far as checks go: each is put under its identifier. */
final class StandInHarness extends StandIn {
    private static final Set<String> STATES = Set.of("pending", "running", "success", "failure", "error");

    /** By repository, commit and identifier, which have no space in them. */
    private final ConcurrentMap<String, ShownStatus> checks;

    private StandInHarness(FakeForge forge, ConcurrentMap<String, ShownStatus> checks) {
        super(forge);
        this.checks = checks;
    }

    static StandInHarness start() {
        ConcurrentMap<String, ShownStatus> checks = new ConcurrentSkipListMap<>();
        return new StandInHarness(FakeForge.start(request -> answer(request, checks)), checks);
    }

    @Override
    public URI apiUrl() {
        return URI.create(url() + "/gateway/code/api/v1");
    }

    @Override
    public List<ShownStatus> statuses(String repository, String commit) {
        return statuses(checks, repository + " " + commit + " ");
    }

    @Override
    public Optional<ShownStatus> shown(String repository, String commit, String vendorKey) {
        return Optional.ofNullable(checks.get(repository + " " + commit + " " + vendorKey));
    }

    private static List<ShownStatus> statuses(Map<String, ShownStatus> checks, String prefix) {
        return checks.entrySet().stream()
                .filter(it -> it.getKey().startsWith(prefix))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static ForgeResponse answer(ForgeRequest request, Map<String, ShownStatus> checks) {
        if (request.header("x-api-key").isEmpty()) {
            return error(401, "Unauthorized");
        }
        List<String> path = request.segments();
        Map<String, String> query = request.query();
        String repository = String.join(
                "/",
                query.getOrDefault("accountIdentifier", ""),
                query.getOrDefault("orgIdentifier", ""),
                query.getOrDefault("projectIdentifier", ""),
                path.size() > 5 ? path.get(5) : "");
        String operation = request.method() + " " + path.size();
        return switch (operation) {
            case "GET 6" -> ForgeResponse.json(200, Map.of("identifier", path.get(5)));
            case "GET 9" -> list(query, statuses(checks, repository + " " + path.get(8) + " "));
            case "PUT 9" -> put(request.json(), repository + " " + path.get(8) + " ", checks);
            default -> error(404, "Not Found");
        };
    }

    private static ForgeResponse put(Map<String, Object> body, String prefix, Map<String, ShownStatus> checks) {
        String identifier = String.valueOf(body.get("identifier"));
        String state = String.valueOf(body.get("status"));
        if (!identifier.matches("[0-9A-Za-z._$-]{1,127}") || !STATES.contains(state)) {
            return error(400, "invalid identifier or status");
        }
        String link = String.valueOf(body.get("link"));
        ShownStatus shown =
                new ShownStatus(identifier, state, String.valueOf(body.get("summary")), link.isEmpty() ? null : link);
        checks.put(prefix + identifier, shown);
        return ForgeResponse.json(200, json(shown));
    }

    private static ForgeResponse list(Map<String, String> query, List<ShownStatus> shown) {
        int limit = Math.min(100, Integer.parseInt(query.getOrDefault("limit", "30")));
        int page = Integer.parseInt(query.getOrDefault("page", "1"));
        return ForgeResponse.json(
                200,
                shown.stream()
                        .skip((page - 1L) * limit)
                        .limit(limit)
                        .map(StandInHarness::json)
                        .toList());
    }

    private static Map<String, Object> json(ShownStatus shown) {
        return Map.of(
                "identifier", shown.key(),
                "status", shown.state(),
                "summary", shown.description(),
                "link", shown.targetUrl().orElse(""));
    }

    private static ForgeResponse error(int status, String message) {
        return ForgeResponse.json(status, Map.of("message", message));
    }
}
