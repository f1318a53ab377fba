package io.commitstatus.examples.receiver.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Which of the statuses are shown.
 *
 * @param text what they have to hold somewhere; empty for anything
 * @param state their state; empty for any
 * @param outcome how they ended; empty for any
 * @param provider their Provider; empty for any
 * @param page which page, from 1
 * @param pages how many there are
 * @param providers those that can be chosen
 */
public record Filter(
        String text, String state, String outcome, String provider, int page, int pages, List<String> providers) {
    static final List<String> STATES = List.of("success", "failure", "error", "pending", "running", "canceled");
    static final List<String> OUTCOMES =
            List.of("delivered", "unchanged", "superseded", "rejected", "expired", "abandoned");

    /** {@return whether a status is shown} */
    public boolean matches(View.Line line, String itsProvider) {
        return (state.isEmpty() || line.state().word().equals(state))
                && (outcome.isEmpty() || line.outcome().word().equals(outcome))
                && (provider.isEmpty() || itsProvider.equals(provider))
                && (text.isEmpty() || all(line, itsProvider).contains(text.toLowerCase(Locale.ROOT)));
    }

    private static String all(View.Line line, String provider) {
        return String.join(
                        "\n", line.repository(), line.commit(), line.key(), line.description(), line.detail(), provider)
                .toLowerCase(Locale.ROOT);
    }

    /** The same, as far as there are pages. */
    public Filter of(int pages, List<String> providers) {
        return new Filter(text, state, outcome, provider, Math.max(1, Math.min(page, pages)), pages, providers);
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
