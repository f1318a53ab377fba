package io.commitstatus.jdbc;

import io.commitstatus.internal.Json;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A status as JSON, which is how a row holds it. */
final class StatusText {
    private StatusText() {}

    static String write(CommitStatus status) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("commit", status.commit());
        members.put("key", status.key());
        members.put("name", status.name());
        members.put("state", status.state().name());
        members.put("description", status.description());
        status.targetUrl().ifPresent(it -> members.put("targetUrl", it.toString()));
        status.ref().ifPresent(it -> members.put("ref", it));
        status.group().ifPresent(it -> members.put("group", it));
        return new String(Json.write(members), StandardCharsets.UTF_8);
    }

    static CommitStatus read(String text) {
        Object json = Json.read(text.getBytes(StandardCharsets.UTF_8))
                .orElseThrow(() -> new IllegalArgumentException("not JSON: " + text));
        Map<?, ?> members = (Map<?, ?>) json;
        CommitStatus.Builder status = CommitStatus.builder(
                        member(members, "commit"),
                        member(members, "key"),
                        CommitState.valueOf(member(members, "state")))
                .name(member(members, "name"))
                .description(member(members, "description"));
        given(members.get("targetUrl"), it -> status.targetUrl(URI.create(it)));
        given(members.get("ref"), status::ref);
        given(members.get("group"), status::group);
        return status.build();
    }

    private static String member(Map<?, ?> members, String name) {
        Object value = members.get(name);
        if (value == null) {
            throw new IllegalArgumentException("a status without " + name + ": " + members);
        }
        return value.toString();
    }

    private static void given(@Nullable Object value, Consumer<String> use) {
        if (value != null) {
            use.accept(value.toString());
        }
    }
}
