package io.commitstatus.testing.gitlab;

import io.commitstatus.testing.forge.ForgeResponse;
import io.commitstatus.testing.forge.ShownStatus;
import io.commitstatus.testing.gitlab.Store.Pipeline;
import io.commitstatus.testing.gitlab.Store.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes a status as GitLab does: finds the ref, the pipeline and the row, and moves the row from state to state. */
final class Writer {
    private static final int LONGEST = 255;
    private static final Set<String> STATES = Set.of("pending", "running", "success", "failed", "canceled", "skipped");

    private final Store store;
    private final Settings settings;

    Writer(Store store, Settings settings) {
        this.store = store;
        this.settings = settings;
    }

    ForgeResponse write(Map<String, Object> body, String project, String sha, String user) {
        String state = text(body, "state");
        if (state == null) {
            return Answers.parameter("state is missing");
        }
        if (!STATES.contains(state)) {
            return Answers.parameter("state does not have a valid value");
        }
        if (!settings.isVisible(sha)) {
            return Answers.notFound("Commit");
        }
        Optional<Pipeline> existing = pipeline(body, project, sha);
        String ref = Optional.ofNullable(text(body, "ref"))
                .or(() -> existing.map(Pipeline::ref))
                .or(() -> settings.branch(sha))
                .orElse(null);
        if (ref == null) {
            return Answers.notFound("References for commit");
        }
        if (body.containsKey("pipeline_id") && existing.isEmpty()) {
            return Answers.notFound("Pipeline for pipeline_id, sha and ref");
        }
        String name = Optional.ofNullable(text(body, "name"))
                .or(() -> Optional.ofNullable(text(body, "context")))
                .orElse("default");
        Optional<Pipeline> full = existing.filter(it -> store.jobs(project, sha, it) >= settings.jobLimit
                && store.underWay(project, sha, it, ref, name, user).isEmpty());
        if (full.isPresent() && body.containsKey("pipeline_id")) {
            return Answers.message(422, "The number of jobs has exceeded the limit");
        }
        Optional<ForgeResponse> invalid = invalid(body, ref, name, sha);
        if (invalid.isPresent()) {
            return invalid.get();
        }
        Pipeline pipeline =
                existing.filter(it -> full.isEmpty()).orElseGet(() -> store.addPipeline(project, sha, ref, "external"));
        Optional<Row> underWay = store.underWay(project, sha, pipeline, ref, name, user);
        Optional<String> refusal = underWay.flatMap(it -> refusal(it.shown.state(), state));
        if (refusal.isPresent()) {
            return settings.olderBodies ? Answers.invalid("state", refusal.get()) : Answers.message(400, refusal.get());
        }
        Row row = underWay.orElseGet(() -> store.add(project, sha, pipeline, ref, name, user));
        row.shown = shown(name, state, body, row.shown);
        return ForgeResponse.json(201, Answers.status(row, sha));
    }

    /** The newest that fits. */
    private Optional<Pipeline> pipeline(Map<String, Object> body, String project, String sha) {
        String ref = text(body, "ref");
        String id = text(body, "pipeline_id");
        return store.pipelines(project, sha).stream()
                .filter(it -> ref == null || it.ref().equals(ref))
                .filter(it -> id == null || Long.toString(it.id()).equals(id))
                .findFirst();
    }

    private Optional<ForgeResponse> invalid(Map<String, Object> body, String ref, String name, String sha) {
        for (String field : List.of("ref", "target_url", "description")) {
            String value = field.equals("ref") ? ref : text(body, field);
            if (value != null && value.codePointCount(0, value.length()) > LONGEST) {
                return Optional.of(Answers.invalid(field, "is too long (maximum is " + LONGEST + " characters)"));
            }
        }
        String url = text(body, "target_url");
        if (url != null && !url.matches("(?i)https?://[^/\\s]+\\S*")) {
            return Optional.of(Answers.invalid("target_url", "is blocked: Only allowed schemes are http, https"));
        }
        if (url != null && settings.isBlocked(url)) {
            return Optional.of(Answers.invalid("target_url", "is blocked: Host cannot be resolved or invalid"));
        }
        return settings.isJob(sha, name)
                ? Optional.of(Answers.invalid("name", "has already been taken"))
                : Optional.empty();
    }

    private static Optional<String> refusal(String from, String to) {
        String event = switch (to) {
            case "pending" -> "enqueue";
            case "running" -> from.equals("running") ? "run" : "";
            case "skipped" -> from.equals("running") ? "skip" : "";
            default -> "";
        };
        return event.isEmpty()
                ? Optional.empty()
                : Optional.of("Cannot transition status via :" + event + " from :" + from
                        + " (Reason(s): Status cannot transition via \"" + event + "\")");
    }

    /** What is blank leaves a status under way as it was. */
    private static ShownStatus shown(String name, String state, Map<String, Object> body, ShownStatus before) {
        String description = text(body, "description");
        String targetUrl = text(body, "target_url");
        return new ShownStatus(
                name,
                state,
                description == null ? before.description() : description,
                targetUrl == null ? before.targetUrlOrNull() : targetUrl);
    }

    /** GitLab takes what is blank for absent. */
    private static @Nullable String text(Map<String, Object> body, String member) {
        Object value = body.get(member);
        return value == null || value.toString().isBlank() ? null : value.toString();
    }
}
