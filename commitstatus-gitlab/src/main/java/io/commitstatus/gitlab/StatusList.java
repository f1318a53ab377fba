package io.commitstatus.gitlab;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.spi.ApiResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A commit's statuses of one name: the newest of each pipeline, ref and user. */
record StatusList(List<?> statuses) {

    /**
     * Reads an answer.
     *
     * @throws IOException when it is none, so that it says neither yes nor no
     */
    static StatusList of(ApiResponse answer) throws IOException {
        if (answer.json().orElse("") instanceof List<?> statuses) {
            return new StatusList(statuses);
        }
        throw new IOException("HTTP " + answer.status() + ", but the answer is no list of statuses");
    }

    /** The newest by id, whatever the order: older servers know no {@code sort}. */
    Optional<CommitStatus> find(CommitStatus like) {
        Map<?, ?> newest = Map.of();
        for (Object status : statuses) {
            if (status instanceof Map<?, ?> fields
                    && like.key().equals(fields.get("name"))
                    && id(fields) > id(newest)) {
                newest = fields;
            }
        }
        return read(newest, like);
    }

    private static long id(Map<?, ?> fields) {
        return fields.get("id") instanceof Number id ? id.longValue() : -1;
    }

    private static Optional<CommitStatus> read(Map<?, ?> fields, CommitStatus like) {
        Object word = fields.get("status");
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
