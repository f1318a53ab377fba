package io.commitstatus.internal.routing;

import io.commitstatus.internal.text.Texts;
import io.commitstatus.model.Event;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which commit an event speaks of, by its combined metadata. */
final class CommitFinder {
    private static final String REVISION = "revision";
    private static final List<String> KEYS = List.of("commit", "originRevision", REVISION);

    private CommitFinder() {}

    /** The first of the keys that is there counts, as in Flux, even if it is empty. */
    static Found find(Event original, Map<String, String> metadata) {
        String key = first(metadata);
        if (key == null) {
            return Found.nothing(missing(original));
        }
        String value = metadata.getOrDefault(key, "");
        Optional<Revision> revision = Revision.parse(value);
        if (revision.isEmpty()) {
            return Found.nothing("metadata " + key + " " + Texts.quote(value)
                    + " names no commit; it must end in 40 hexadecimal digits, as in main@sha1:…"
                    + (key.equals(REVISION)
                            ? ", or, for a chart or an artifact, originRevision or " + Event.GROUP
                                    + "/commit must tell the commit"
                            : ""));
        }
        if (revision.get().isSha256() && key.equals(REVISION)) {
            return Found.nothing(
                    "metadata revision " + Texts.quote(value) + " is the digest of an artifact, not a commit; "
                            + "originRevision or " + Event.GROUP + "/commit must tell the commit");
        }
        return new Found(Optional.of(revision.get().commit()), ref(revision.get(), metadata), "");
    }

    private static @Nullable String first(Map<String, String> metadata) {
        for (String key : KEYS) {
            if (metadata.containsKey(key)) {
                return key;
            }
        }
        return null;
    }

    /** The commit's own name, or the one that another key gives to the same commit. */
    private static Optional<String> ref(Revision found, Map<String, String> metadata) {
        Optional<String> own = found.ref();
        if (own.isPresent()) {
            return own;
        }
        return KEYS.stream()
                .flatMap(key -> Revision.parse(metadata.getOrDefault(key, "")).stream())
                .filter(it -> it.commit().equals(found.commit()))
                .flatMap(it -> it.ref().stream())
                .findFirst();
    }

    private static String missing(Event original) {
        String reason = "no metadata tells the commit: none of commit, originRevision and revision is there";
        if (original.forwarded()) {
            return reason;
        }
        if (KEYS.stream().anyMatch(original.metadata()::containsKey)) {
            return reason + "; the event's own keys have no prefix, so read it with Event.parseForwarded";
        }
        boolean lost = original.involvedObject().group().isEmpty()
                && original.metadata().keySet().stream().anyMatch(it -> it.endsWith("/" + REVISION));
        return lost
                ? reason + "; involvedObject.apiVersion must name the group that the metadata's keys begin with"
                : reason;
    }

    /**
     * The answer.
     *
     * @param commit empty when there is none
     * @param ref the branch or tag that it was found on
     * @param reason why there is none
     */
    record Found(Optional<String> commit, Optional<String> ref, String reason) {
        static Found nothing(String reason) {
            return new Found(Optional.empty(), Optional.empty(), reason);
        }
    }
}
