package io.commitstatus.azuredevops;

import io.commitstatus.model.CommitStatus;
import io.commitstatus.spi.http.ApiResponse;
import io.commitstatus.spi.http.ShownStatusReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One page of the latest statuses of a commit. */
record StatusList(List<?> statuses) {

    /**
     * Reads an answer. The API's description has a bare list, the servers send it within an object.
     *
     * @throws IOException when it is none, so that it says neither yes nor no
     */
    static StatusList of(ApiResponse answer) throws IOException {
        if (answer.object().get("value") instanceof List<?> statuses) {
            return new StatusList(statuses);
        }
        throw new IOException("HTTP " + answer.status() + ", but the answer is not a list of statuses");
    }

    int size() {
        return statuses.size();
    }

    Optional<CommitStatus> find(String genre, CommitStatus like) {
        for (Object status : statuses) {
            if (status instanceof Map<?, ?> fields
                    && fields.get("context") instanceof Map<?, ?> context
                    && like.key().equals(context.get("name"))
                    && genre.equals(context.get("genre") == null ? "" : context.get("genre"))) {
                return ShownStatusReader.read(
                        like, States::word, fields.get("state"), fields.get("description"), fields.get("targetUrl"));
            }
        }
        return Optional.empty();
    }
}
