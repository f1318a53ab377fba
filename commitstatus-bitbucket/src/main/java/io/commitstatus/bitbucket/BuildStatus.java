package io.commitstatus.bitbucket;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A build status in JSON, as far as Cloud and Data Center have it in common. */
final class BuildStatus {
    private BuildStatus() {}

    /** With everything that an earlier status of the key may have had, since Bitbucket overwrites it. */
    static Map<String, String> write(CommitStatus status, States states) {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("key", Keys.of(status));
        body.put("state", states.word(status.state()));
        status.targetUrl().ifPresent(url -> body.put("url", url.toString()));
        body.put("name", status.name());
        body.put("description", status.description());
        return body;
    }

    /** Empty when the state is none that this library posts. */
    static Optional<CommitStatus> read(Map<?, ?> fields, CommitStatus like, States states) {
        Object word = fields.get("state");
        Optional<CommitState> state = word == null ? Optional.empty() : states.state(word, like.state());
        return state.map(it -> {
            CommitStatus.Builder status = CommitStatus.builder(like.commit(), like.key(), it);
            status.name(fields.get("name") instanceof String name ? name : like.name());
            like.ref().ifPresent(status::ref);
            like.group().ifPresent(status::group);
            if (fields.get("description") instanceof String description) {
                status.description(description);
            }
            if (fields.get("url") instanceof String url) {
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
