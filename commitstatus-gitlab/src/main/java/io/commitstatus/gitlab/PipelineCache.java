package io.commitstatus.gitlab;

import io.commitstatus.model.CommitStatus;
import io.commitstatus.spi.http.ApiResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which pipeline took our first status of a commit. A later status without its id goes to the newest pipeline of the commit,
 * which a merge request or a schedule may have started since, and both would show a status of that name. Bounded: what is
 * forgotten is GitLab's choice again. Thread-safe.
 */
final class PipelineCache {
    private static final int MOST = 1000;

    /** A pipeline has one ref; its id with another is not found. */
    record Pin(Number pipeline, String ref) {}

    private final Map<String, Pin> byCommitAndRef = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Pin> eldest) {
            return size() > MOST;
        }
    };

    synchronized Optional<Pin> of(CommitStatus status) {
        return Optional.ofNullable(byCommitAndRef.get(key(status)));
    }

    /** Takes the pipeline from the answer to a status that was taken. */
    synchronized void remember(CommitStatus status, ApiResponse answer) {
        Map<String, Object> body = answer.object();
        if (body.get("pipeline_id") instanceof Number pipeline
                && body.get("ref") instanceof String ref
                && !ref.isEmpty()) {
            byCommitAndRef.put(key(status), new Pin(pipeline, ref));
        }
    }

    synchronized void forget(CommitStatus status) {
        byCommitAndRef.remove(key(status));
    }

    /** A status that names another ref is another one to GitLab, in another pipeline. */
    private static String key(CommitStatus status) {
        return status.commit() + status.refName().map(ref -> " " + ref).orElse("");
    }
}
