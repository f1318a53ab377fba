package io.commitstatus.spi;

import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Rejection;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * For {@link PublisherSession#publish}: a status without its link or its text is better than none. Where a Git host refuses
 * one of these, it is left out in one further request, and the result's note says so. Immutable.
 *
 * @since 0.1
 */
public final class OptionalParts {
    private final String description;
    private final String targetUrl;

    private OptionalParts(String description, String targetUrl) {
        this.description = description;
        this.targetUrl = targetUrl;
    }

    /**
     * By the names that the Git host has for them in what it says, such as {@code target_url}.
     *
     * @param description the field of the description
     * @param targetUrl the field of the target URL
     */
    public static OptionalParts named(String description, String targetUrl) {
        return new OptionalParts(description, targetUrl);
    }

    /** Sends a status, and answers what came of it. */
    @FunctionalInterface
    public interface Post {
        /** Sends it, once. */
        PublishResult send(CommitStatus status) throws IOException, InterruptedException;
    }

    /**
     * Sends a status, and where it is refused as invalid for its description or target URL, once more without that.
     *
     * @param page what to send in place of a target URL where the Git host requires one; empty to leave it out
     */
    public PublishResult post(CommitStatus status, Optional<URI> page, Post post)
            throws IOException, InterruptedException {
        PublishResult first = post.send(status);
        if (!(first instanceof PublishResult.Rejected refused) || refused.kind() != Rejection.INVALID) {
            return first;
        }
        Lesser lesser = lesser(status, page, refused.reason());
        if (lesser == null) {
            return first;
        }
        PublishResult second = post.send(lesser.status());
        return second instanceof PublishResult.Published published
                ? published.andNote(lesser.what() + ", which the Git host refused: " + refused.reason())
                : second;
    }

    private record Lesser(CommitStatus status, String what) {}

    private @Nullable Lesser lesser(CommitStatus status, Optional<URI> page, String reason) {
        if (names(reason, targetUrl)
                && status.targetUrl().isPresent()
                && !status.targetUrl().equals(page)) {
            return new Lesser(
                    copy(status, status.description(), page),
                    page.isPresent() ? "with the commit's page in place of the target URL" : "without the target URL");
        }
        if (names(reason, description) && !status.description().isEmpty()) {
            String plain = plain(status.description());
            return plain.equals(status.description())
                    ? new Lesser(copy(status, "", status.targetUrl()), "without the description")
                    : new Lesser(
                            copy(status, plain, status.targetUrl()),
                            "without the description's characters beyond U+FFFF, such as emoji");
        }
        return null;
    }

    /** Of which some databases store no others. */
    private static String plain(String text) {
        return text.codePoints()
                .filter(Character::isBmpCodePoint)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .replaceAll(" {2,}", " ")
                .strip();
    }

    private static CommitStatus copy(CommitStatus status, String description, Optional<URI> targetUrl) {
        CommitStatus.Builder copy = CommitStatus.builder(status.commit(), status.key(), status.state())
                .name(status.name())
                .description(description);
        targetUrl.ifPresent(copy::targetUrl);
        status.ref().ifPresent(copy::ref);
        status.group().ifPresent(copy::group);
        return copy.build();
    }

    private static boolean names(String reason, String field) {
        String folded = reason.toLowerCase(Locale.ROOT);
        String name = field.toLowerCase(Locale.ROOT);
        return folded.contains(name + ":") || folded.contains(name + " ") || folded.contains(" " + name);
    }
}
