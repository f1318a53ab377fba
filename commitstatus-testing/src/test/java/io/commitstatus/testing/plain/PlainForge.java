package io.commitstatus.testing.plain;

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

/** The plain host: the newest status of a key overwrites the one before. */
public final class PlainForge extends StandIn {
    static final int LONGEST_KEY = 100;
    static final int LONGEST_DESCRIPTION = 200;

    private final Map<List<String>, ShownStatus> statuses;
    private final Set<String> hidden;

    private PlainForge(FakeForge forge, Map<List<String>, ShownStatus> statuses, Set<String> hidden) {
        super(forge);
        this.statuses = statuses;
        this.hidden = hidden;
    }

    /** Starts without statuses. */
    public static PlainForge start() {
        Map<List<String>, ShownStatus> statuses = new ConcurrentHashMap<>();
        Set<String> hidden = ConcurrentHashMap.newKeySet();
        return new PlainForge(FakeForge.start(request -> answer(request, statuses, hidden)), statuses, hidden);
    }

    @Override
    public URI apiUrl() {
        return URI.create(url() + "/api");
    }

    @Override
    public List<ShownStatus> statuses(String repository, String commit) {
        return statuses.entrySet().stream()
                .filter(it -> it.getKey().subList(0, 2).equals(List.of(repository, commit)))
                .map(Map.Entry::getValue)
                .toList();
    }

    @Override
    public Optional<ShownStatus> shown(String repository, String commit, String vendorKey) {
        return Optional.ofNullable(statuses.get(List.of(repository, commit, vendorKey)));
    }

    @Override
    public void commitVisible(String commit, boolean visible) {
        if (visible) {
            hidden.remove(commit);
        } else {
            hidden.add(commit);
        }
    }

    /** The path is {@code /api/statuses/{repository}/{commit}/{key}}. */
    private static ForgeResponse answer(
            ForgeRequest request, Map<List<String>, ShownStatus> statuses, Set<String> hidden) {
        List<String> path = request.segments();
        if (path.size() == 3 && request.method().equals("GET")) {
            return ForgeResponse.json(200, Map.of("writable", true));
        }
        if (path.size() != 5 || request.header("Authorization").isEmpty()) {
            return ForgeResponse.json(404, Map.of("message", "no such page"));
        }
        if (hidden.contains(path.get(3))) {
            return ForgeResponse.json(409, Map.of("message", "no such commit yet"));
        }
        List<String> register = path.subList(2, 5);
        if (request.method().equals("GET")) {
            ShownStatus shown = statuses.get(register);
            return shown == null ? ForgeResponse.json(200, Map.of()) : json(shown);
        }
        Map<String, Object> body = request.json();
        ShownStatus status = new ShownStatus(
                register.get(2),
                String.valueOf(body.get("state")),
                String.valueOf(body.get("description")),
                "".equals(body.get("url")) ? null : String.valueOf(body.get("url")));
        if (length(status.key()) > LONGEST_KEY || length(status.description()) > LONGEST_DESCRIPTION) {
            return ForgeResponse.json(422, Map.of("message", "too long"));
        }
        statuses.put(register, status);
        return ForgeResponse.empty(204);
    }

    private static ForgeResponse json(ShownStatus shown) {
        return ForgeResponse.json(
                200,
                Map.of(
                        "state",
                        shown.state(),
                        "description",
                        shown.description(),
                        "url",
                        shown.targetUrl().orElse("")));
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
