package io.commitstatus.testing.github;

import io.commitstatus.testing.forge.ForgeResponse;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What GitHub makes of the fields of a status. */
final class StatusFields {
    private static final Set<String> STATES = Set.of("error", "failure", "pending", "success");

    private StatusFields() {}

    static Optional<ForgeResponse> invalid(Map<String, Object> body) {
        if (!STATES.contains(text(body, "state").orElse(""))) {
            return Optional.of(Answers.invalid("state", "state is not included in the list"));
        }
        if (length(context(body)) > 255) {
            return Optional.of(Answers.invalid("context", "context is too long (maximum is 255 characters)"));
        }
        if (length(text(body, "description").orElse("")) > 140) {
            return Optional.of(Answers.invalid("description", "description is too long (maximum is 140 characters)"));
        }
        if (!text(body, "description").orElse("").codePoints().allMatch(Character::isBmpCodePoint)) {
            return Optional.of(Answers.invalid("description", "description doesn't accept 4-byte Unicode"));
        }
        if (!text(body, "target_url").orElse("http://").matches("(?is)https?://.*")) {
            return Optional.of(Answers.invalid("target_url", "target_url must use http(s) scheme"));
        }
        return Optional.empty();
    }

    static String context(Map<String, Object> body) {
        return text(body, "context").orElse("default");
    }

    static Optional<String> text(Map<String, Object> body, String member) {
        return Optional.ofNullable(body.get(member)).map(Object::toString);
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
