package io.commitstatus.internal.routing;

import io.commitstatus.internal.text.Texts;
import io.commitstatus.model.CleanText;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.StatusLimits;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes a status fit what a vendor takes. */
public final class StatusFitter {

    private StatusFitter() {}

    /** The status within the destination's limits, or why it cannot be. */
    public static Fitted fit(CommitStatus status, Destination destination) {
        StatusLimits limits = destination.limits();
        if (status.commit().length() > 40 && !limits.sha256()) {
            return new Refused(
                    "commit " + status.commit() + " is of a SHA-256 repository, which the Git host does not have");
        }
        List<String> notes = new ArrayList<>();
        String key = Texts.cutDistinct(CleanText.name(status.key()), limits.key());
        note(notes, "key", status.key(), limits.key());
        String name = Texts.cut(CleanText.line(status.name()), limits.name());
        if (!status.name().equals(status.key())) {
            note(notes, "name", status.name(), limits.name());
        }
        String line = CleanText.line(status.description());
        note(notes, "description", line, limits.description());
        CommitStatus.Builder fitted = CommitStatus.builder(status.commit(), key, status.state())
                .name(name)
                .description(Texts.cut(line, limits.description()));
        status.ref().map(CleanText::name).ifPresent(fitted::ref);
        status.group().map(CleanText::line).ifPresent(fitted::group);

        Optional<URI> wanted = status.targetUrl();
        Optional<URI> url = wanted.filter(it -> Texts.fits(it.toString(), limits.targetUrl()));
        boolean tooLong = wanted.isPresent() && url.isEmpty();
        if (tooLong || (url.isEmpty() && limits.targetUrlRequired())) {
            url = destination.commitPage(status.commit()).filter(it -> Texts.fits(it.toString(), limits.targetUrl()));
        }
        if (tooLong) {
            notes.add("the target URL is longer than " + limits.targetUrl() + " characters; "
                    + (url.isPresent() ? "the commit's page stands in" : "it is left out"));
        }
        if (url.isEmpty() && limits.targetUrlRequired()) {
            return new Refused("the Git host demands a target URL, and none is known; give one with a TargetUrlStrategy"
                    + " or the metadata targetUrl");
        }
        url.ifPresent(fitted::targetUrl);
        return new Fits(fitted.build(), notes);
    }

    private static void note(List<String> notes, String what, String text, int limit) {
        if (!Texts.fits(text, limit)) {
            notes.add("the " + what + " is shortened to " + limit + " characters");
        }
    }

    /** The answer. */
    public sealed interface Fitted {}

    /**
     * It fits.
     *
     * @param notes what was shortened or left out
     */
    public record Fits(CommitStatus status, List<String> notes) implements Fitted {
        public Fits {
            notes = List.copyOf(notes);
        }
    }

    /**
     * It cannot be sent.
     *
     * @param reason why, and what would help
     */
    public record Refused(String reason) implements Fitted {}
}
