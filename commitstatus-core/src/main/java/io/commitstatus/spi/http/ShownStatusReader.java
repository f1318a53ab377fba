package io.commitstatus.spi.http;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a vendor shows, for {@code PublisherSession.latest}.
 *
 * @since 0.1
 */
public final class ShownStatusReader {
    private ShownStatusReader() {}

    /**
     * A status from the members of a vendor's JSON, each of which may be missing, or anything. Of several states that share
     * the word it is the one of {@code like}, where that is among them.
     *
     * @param like what was asked for; commit, key, name, ref and group are taken from it
     * @param words the vendor's word for each state
     * @param word the state, in the vendor's word
     * @param description the description; empty where it is no text
     * @param targetUrl the target URL; left out where it is none, so that the status differs from one that has it
     * @return empty when the word is not among the words: nothing that this publisher would have posted
     */
    public static Optional<CommitStatus> read(
            CommitStatus like,
            Function<CommitState, String> words,
            @Nullable Object word,
            @Nullable Object description,
            @Nullable Object targetUrl) {
        return state(like.state(), words, word).map(state -> {
            CommitStatus.Builder status =
                    CommitStatus.builder(like.commit(), like.key(), state).name(like.name());
            like.ref().ifPresent(status::ref);
            like.group().ifPresent(status::group);
            if (description instanceof String text) {
                status.description(text);
            }
            if (targetUrl instanceof String url && !url.isEmpty()) {
                addTargetUrl(status, url);
            }
            return status.build();
        });
    }

    private static Optional<CommitState> state(
            CommitState like, Function<CommitState, String> words, @Nullable Object word) {
        if (words.apply(like).equals(word)) {
            return Optional.of(like);
        }
        for (CommitState state : CommitState.values()) {
            if (words.apply(state).equals(word)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }

    /** Another program may have posted what is no URL here. */
    private static void addTargetUrl(CommitStatus.Builder status, String url) {
        try {
            status.targetUrl(URI.create(url));
        } catch (IllegalArgumentException e) {
            // Left out.
        }
    }
}
