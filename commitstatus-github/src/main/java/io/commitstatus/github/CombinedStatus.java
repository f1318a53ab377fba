package io.commitstatus.github;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.spi.ApiResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One page of a commit's combined status. */
record CombinedStatus(List<?> statuses) {

    /**
     * Reads an answer.
     *
     * @throws IOException when it is none, so that it says neither yes nor no
     */
    static CombinedStatus of(ApiResponse answer) throws IOException {
        if (answer.object().get("statuses") instanceof List<?> statuses) {
            return new CombinedStatus(statuses);
        }
        throw new IOException("HTTP " + answer.status() + ", but the answer is no combined status");
    }

    int size() {
        return statuses.size();
    }

    Optional<CommitStatus> find(CommitStatus like) {
        for (Object status : statuses) {
            if (status instanceof Map<?, ?> fields
                    && fields.get("context") instanceof String context
                    && context.equalsIgnoreCase(like.key())) {
                return read(fields, like);
            }
        }
        return Optional.empty();
    }

    private static Optional<CommitStatus> read(Map<?, ?> fields, CommitStatus like) {
        Object word = fields.get("state");
        Optional<CommitState> state = word == null ? Optional.empty() : States.state(word, like.state());
        return state.map(it -> {
            CommitStatus.Builder status =
                    CommitStatus.builder(like.commit(), like.key(), it).name(like.name());
            like.ref().ifPresent(status::ref);
            like.group().ifPresent(status::group);
            if (fields.get("description") instanceof String description) {
                status.description(description);
            }
            if (fields.get("target_url") instanceof String url && !url.isEmpty()) {
                addTargetUrl(status, url);
            }
            return status.build();
        });
    }

    /** Another program may have posted what is no URL here; the status then differs, which is what matters. */
    private static void addTargetUrl(CommitStatus.Builder status, String url) {
        try {
            status.targetUrl(URI.create(url));
        } catch (IllegalArgumentException e) {
            // Left out.
        }
    }
}
