package io.commitstatus.github;

import io.commitstatus.model.CommitStatus;
import io.commitstatus.spi.http.ApiResponse;
import io.commitstatus.spi.http.ShownStatusReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One page of a commit's combined status. */
record StatusList(List<?> statuses) {

    /**
     * Reads an answer.
     *
     * @throws IOException when it is none, so that it says neither yes nor no
     */
    static StatusList of(ApiResponse answer) throws IOException {
        if (answer.object().get("statuses") instanceof List<?> statuses) {
            return new StatusList(statuses);
        }
        throw new IOException("HTTP " + answer.status() + ", but the answer is not a combined status");
    }

    int size() {
        return statuses.size();
    }

    Optional<CommitStatus> find(CommitStatus like) {
        for (Object status : statuses) {
            if (status instanceof Map<?, ?> fields
                    && fields.get("context") instanceof String context
                    && context.equalsIgnoreCase(like.key())) {
                return ShownStatusReader.read(
                        like, States::word, fields.get("state"), fields.get("description"), fields.get("target_url"));
            }
        }
        return Optional.empty();
    }
}
