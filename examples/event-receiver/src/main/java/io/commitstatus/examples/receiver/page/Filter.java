package io.commitstatus.examples.receiver.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Which of everything is shown.
 *
 * @param text what it has to hold somewhere; empty for anything
 * @param state the statuses' state; empty for any
 * @param outcome how they ended; empty for any
 * @param provider their Provider; empty for any
 * @param page which page of those that have ended, from 1
 * @param pages how many there are
 * @param providers those that can be chosen
 */
public record Filter(
        String text, String state, String outcome, String provider, int page, int pages, List<String> providers) {
    static final List<String> STATES = List.of("success", "failure", "error", "pending", "running", "canceled");
    static final List<String> OUTCOMES =
            List.of("delivered", "unchanged", "superseded", "rejected", "expired", "abandoned", "waiting", "not sent");

    /** Before it is known how much there is. */
    public static Filter of(String text, String state, String outcome, String provider, int page) {
        return new Filter(text, state, outcome, provider, page, 1, List.of());
    }

    /** {@return whether a status is shown} */
    public boolean matches(View.Line line) {
        return (state.isEmpty() || line.state().word().equals(state))
                && (outcome.isEmpty() || line.outcome().word().equals(outcome))
                && (provider.isEmpty() || line.provider().equals(provider))
                && holdsText(
                        line.repository().text(),
                        line.commit().text(),
                        line.key(),
                        line.description(),
                        line.detail(),
                        line.provider());
    }

    /** {@return whether a Provider is shown; it has neither state nor outcome} */
    public boolean matches(View.ProviderLine line) {
        return (provider.isEmpty() || line.name().equals(provider))
                && holdsText(
                        line.name(),
                        line.type(),
                        line.repository().text(),
                        line.health().word(),
                        line.detail());
    }

    private boolean holdsText(String... texts) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return Stream.of(texts).anyMatch(it -> it.toLowerCase(Locale.ROOT).contains(wanted));
    }

    /** The same, as far as there are pages. */
    public Filter of(int pages, List<String> providers) {
        int last = Math.max(1, pages);
        return new Filter(text, state, outcome, provider, Math.max(1, Math.min(page, last)), last, providers);
    }

    boolean isEmpty() {
        return text.isEmpty() && state.isEmpty() && outcome.isEmpty() && provider.isEmpty();
    }

    /** Where another page of the same is. */
    String link(int page) {
        return "?q=" + encode(text) + "&state=" + encode(state) + "&outcome=" + encode(outcome) + "&provider="
                + encode(provider) + "&page=" + page + "#statuses";
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
