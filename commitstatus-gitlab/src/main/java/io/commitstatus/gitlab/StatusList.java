package io.commitstatus.gitlab;

import io.commitstatus.model.CommitStatus;
import io.commitstatus.spi.http.ApiResponse;
import io.commitstatus.spi.http.ShownStatusReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
        throw new IOException("HTTP " + answer.status() + ", but the answer is not a list of statuses");
    }

    /** The newest by id, whatever the order: older servers know no {@code sort}. Without ids the first, as it was asked for. */
    Optional<CommitStatus> find(CommitStatus like, Optional<String> ref) {
        Map<?, ?> newest = Map.of();
        for (Object status : statuses) {
            if (status instanceof Map<?, ?> fields
                    && like.key().equals(fields.get("name"))
                    && isOf(ref, fields.get("ref"))
                    && (newest.isEmpty() || id(fields) > id(newest))) {
                newest = fields;
            }
        }
        return ShownStatusReader.read(
                like, States::word, newest.get("status"), newest.get("description"), newest.get("target_url"));
    }

    private static boolean isOf(Optional<String> wanted, @Nullable Object ref) {
        return wanted.isEmpty() || !(ref instanceof String) || wanted.get().equals(ref);
    }

    private static long id(Map<?, ?> fields) {
        return fields.get("id") instanceof Number id ? id.longValue() : -1;
    }
}
