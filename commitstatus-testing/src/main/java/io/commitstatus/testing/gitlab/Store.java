package io.commitstatus.testing.gitlab;

import io.commitstatus.testing.forge.ShownStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Pipelines and statuses that a stand-in GitLab keeps. A status that is pending or running is changed in place by the same
 * user; once it has ended, the next one stands beside it and hides it. Thread-safe.
 */
final class Store {
    private static final Set<String> UNDER_WAY = Set.of("pending", "running");

    /** One run of a project's jobs for a commit on a ref. */
    record Pipeline(long id, String ref, String source) {}

    /** A status in a pipeline. */
    static final class Row {
        final long id;
        final Pipeline pipeline;
        final String ref;
        final String name;
        final String user;
        volatile ShownStatus shown;
        volatile boolean retried;

        private Row(long id, Pipeline pipeline, String ref, String name, String user) {
            this.id = id;
            this.pipeline = pipeline;
            this.ref = ref;
            this.name = name;
            this.user = user;
            this.shown = new ShownStatus(name, "created", "", null);
        }

        boolean underWay() {
            return UNDER_WAY.contains(shown.state());
        }
    }

    private final Map<String, List<Pipeline>> pipelines = new HashMap<>();
    private final Map<String, List<Row>> rows = new HashMap<>();
    private long lastPipeline;
    private long lastRow;

    synchronized Pipeline addPipeline(String project, String sha, String ref, String source) {
        Pipeline pipeline = new Pipeline(++lastPipeline, ref, source);
        pipelines
                .computeIfAbsent(commit(project, sha), key -> new ArrayList<>())
                .add(0, pipeline);
        return pipeline;
    }

    synchronized void removePipeline(long id) {
        pipelines.values().forEach(all -> all.removeIf(it -> it.id() == id));
        rows.values().forEach(all -> all.removeIf(it -> it.pipeline.id() == id));
    }

    /** The newest first. */
    synchronized List<Pipeline> pipelines(String project, String sha) {
        return List.copyOf(pipelines.getOrDefault(commit(project, sha), List.of()));
    }

    synchronized int jobs(String project, String sha, Pipeline pipeline) {
        return (int) of(project, sha).stream()
                .filter(it -> it.pipeline.equals(pipeline))
                .count();
    }

    /** The status under way that another one of the same name and user changes. */
    synchronized Optional<Row> underWay(
            String project, String sha, Pipeline pipeline, String ref, String name, String user) {
        return of(project, sha).stream()
                .filter(it -> it.underWay()
                        && it.pipeline.equals(pipeline)
                        && it.ref.equals(ref)
                        && it.name.equals(name)
                        && it.user.equals(user))
                .findFirst();
    }

    /** Adds a status, before which all of its name in its pipeline are hidden. */
    synchronized Row add(String project, String sha, Pipeline pipeline, String ref, String name, String user) {
        Row row = new Row(++lastRow, pipeline, ref, name, user);
        of(project, sha).stream()
                .filter(it -> it.pipeline.equals(pipeline) && it.name.equals(name))
                .forEach(it -> it.retried = true);
        rows.computeIfAbsent(commit(project, sha), key -> new ArrayList<>()).add(row);
        return row;
    }

    /** Everything, the newest first. */
    synchronized List<Row> all(String project, String sha) {
        List<Row> all = new ArrayList<>(of(project, sha));
        Collections.reverse(all);
        return all;
    }

    private List<Row> of(String project, String sha) {
        return rows.getOrDefault(commit(project, sha), List.of());
    }

    private static String commit(String project, String sha) {
        return project.toLowerCase(Locale.ROOT) + "@" + sha;
    }
}
