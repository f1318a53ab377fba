package io.commitstatus.conformance.engine;

import io.commitstatus.testing.forge.FakeForge;
import io.commitstatus.testing.forge.ForgeBehaviour;
import io.commitstatus.testing.forge.ForgeRequest;
import io.commitstatus.testing.forge.ForgeResponse;
import io.commitstatus.testing.forge.ShownStatus;
import io.commitstatus.testing.forge.StandIn;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A Git host that keeps every status it was sent, ignores the case of repositories and keys, and can be told to hide commits,
 * repositories and to refuse tokens. {@code /api/statuses/{owner}/{name}/{commit}/{key}} takes POST and GET.
 */
public final class Host extends StandIn {
    private final State state;

    private static final class State {
        final Map<List<String>, Deque<ShownStatus>> statuses = new ConcurrentHashMap<>();
        final Set<String> hidden = ConcurrentHashMap.newKeySet();
        volatile @Nullable Set<String> tokens;
        volatile @Nullable Set<String> repositories;
    }

    private Host(FakeForge forge, State state) {
        super(forge);
        this.state = state;
    }

    /** Starts without statuses; every commit, repository and token is good. */
    public static Host start() {
        State state = new State();
        return new Host(FakeForge.start(new Behaviour(state)), state);
    }

    private record Behaviour(State state) implements ForgeBehaviour {
        @Override
        public ForgeResponse handle(ForgeRequest request) {
            return Host.answer(request, state);
        }

        @Override
        public Optional<String> register(ForgeRequest request) {
            return request.method().equals("POST") ? Optional.of(fold(request.path())) : Optional.empty();
        }
    }

    void onlyTokens(String... tokens) {
        state.tokens = Set.of(tokens);
    }

    void onlyRepositories(String... repositories) {
        state.repositories = Set.of(repositories);
    }

    @Override
    public void commitVisible(String commit, boolean visible) {
        if (visible) {
            state.hidden.remove(commit);
        } else {
            state.hidden.add(commit);
        }
    }

    @Override
    public URI apiUrl() {
        return URI.create(url() + "/api");
    }

    @Override
    public List<ShownStatus> statuses(String repository, String commit) {
        return state.statuses.entrySet().stream()
                .filter(it -> it.getKey().subList(0, 2).equals(List.of(fold(repository), commit)))
                .flatMap(it -> List.copyOf(it.getValue()).stream())
                .toList();
    }

    @Override
    public Optional<ShownStatus> shown(String repository, String commit, String vendorKey) {
        Deque<ShownStatus> all = state.statuses.get(List.of(fold(repository), commit, fold(vendorKey)));
        return all == null ? Optional.empty() : Optional.ofNullable(all.peekFirst());
    }

    private static ForgeResponse answer(ForgeRequest request, State state) {
        List<String> path = request.segments();
        if (path.size() != 6) {
            return message(404, "no such page");
        }
        String repository = fold(path.get(2) + "/" + path.get(3));
        Set<String> tokens = state.tokens;
        String token = request.header("Authorization").orElse("").replace("Bearer ", "");
        if (token.isEmpty() || (tokens != null && !tokens.contains(token))) {
            return message(401, "bad credentials");
        }
        Set<String> repositories = state.repositories;
        if (repositories != null && !repositories.contains(repository)) {
            return message(404, "no such repository");
        }
        if (state.hidden.contains(path.get(4))) {
            return message(409, "no such commit yet");
        }
        List<String> register = List.of(repository, path.get(4), fold(path.get(5)));
        if (request.method().equals("GET")) {
            Deque<ShownStatus> all = state.statuses.get(register);
            ShownStatus shown = all == null ? null : all.peekFirst();
            return shown == null
                    ? ForgeResponse.json(200, Map.of())
                    : ForgeResponse.json(
                            200,
                            Map.of(
                                    "key", shown.key(),
                                    "state", shown.state(),
                                    "description", shown.description()));
        }
        Map<String, Object> body = request.json();
        ShownStatus status = new ShownStatus(
                path.get(5), String.valueOf(body.get("state")), String.valueOf(body.get("description")), null);
        state.statuses.compute(register, (it, all) -> {
            Deque<ShownStatus> next = all == null ? new ArrayDeque<>() : new ArrayDeque<>(all);
            next.addFirst(status);
            return next;
        });
        return ForgeResponse.empty(204);
    }

    private static ForgeResponse message(int status, String message) {
        return ForgeResponse.json(status, Map.of("message", message));
    }

    private static String fold(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
