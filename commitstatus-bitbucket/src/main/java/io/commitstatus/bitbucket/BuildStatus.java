package io.commitstatus.bitbucket;

import io.commitstatus.model.CommitStatus;
import io.commitstatus.spi.http.ShownStatusReader;
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

    /** With the name that is shown. Empty when the state is none that this library posts. */
    static Optional<CommitStatus> read(Map<?, ?> fields, CommitStatus like, States states) {
        CommitStatus named = fields.get("name") instanceof String name
                ? like.toBuilder().name(name).build()
                : like;
        return ShownStatusReader.read(
                named, states::word, fields.get("state"), fields.get("description"), fields.get("url"));
    }
}
