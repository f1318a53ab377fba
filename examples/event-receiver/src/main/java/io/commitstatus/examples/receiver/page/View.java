package io.commitstatus.examples.receiver.page;

import java.util.List;
import java.util.Optional;

/**
 * All that the page shows.
 *
 * @param message the answer to what was just done; perhaps empty
 * @param shadow whether nothing is sent
 * @param formToken proves that a form is of this page
 * @param totals how much there is of everything
 * @param troubles what is wrong now, the worst first
 * @param filter what is chosen, and what can be
 * @param providers the Providers, as the filter has it, the worst first
 * @param checked when the Git hosts were last asked about credentials; empty if never
 * @param undelivered those that were not delivered, and can be replayed, as the filter has it
 * @param waiting those that were tried and will be again, as the filter has it
 * @param statuses those that have ended, as the filter has it
 */
public record View(
        String message,
        boolean shadow,
        String formToken,
        Totals totals,
        List<Trouble> troubles,
        Filter filter,
        Shown<ProviderLine> providers,
        Optional<When> checked,
        Shown<Line> undelivered,
        Shown<Line> waiting,
        List<Line> statuses) {

    /**
     * How much there is, whatever the filter says.
     *
     * @param waiting how many statuses wait
     * @param oldest when the one that has waited longest was taken; empty when none waits
     * @param undelivered how many were not delivered, and are kept for a replay
     * @param delivered how many were delivered since this process began
     * @param providers how many Providers there are
     */
    public record Totals(long waiting, Optional<When> oldest, long undelivered, long delivered, int providers) {}

    /**
     * The first of many.
     *
     * @param first those that are shown
     * @param more how many are not
     */
    public record Shown<T>(List<T> first, int more) {
        /** As many of all as there is room for. */
        public static <T> Shown<T> of(List<T> all, int room) {
            int shown = Math.min(room, all.size());
            return new Shown<>(List.copyOf(all.subList(0, shown)), all.size() - shown);
        }
    }

    /**
     * Something that is wrong.
     *
     * @param grave whether statuses do not get through because of it
     * @param what what it is
     * @param remedy what to do
     */
    public record Trouble(boolean grave, String what, String remedy) {}

    /**
     * A Provider.
     *
     * @param name namespace and name
     * @param type its type, such as github
     * @param repository its repository
     * @param health how it is
     * @param detail why it is so; perhaps empty
     * @param quota what is left of its rate limit; perhaps empty
     * @param good how many statuses were delivered since this process began
     * @param bad how many were not
     */
    public record ProviderLine(
            String name, String type, Link repository, Badge health, String detail, String quota, long good, long bad) {

        /** Where its statuses with an outcome are. */
        String statuses(String outcome) {
            return Filter.of("", "", outcome, name, 1).link(1);
        }
    }

    /**
     * A status.
     *
     * @param id for a replay; empty where there is nothing to replay
     * @param provider its Provider
     * @param time when it ended, was last tried, or its event happened
     * @param repository the repository
     * @param commit the commit in full
     * @param key the status' key
     * @param state the status' state
     * @param description the status' description
     * @param outcome how it ended
     * @param detail why; perhaps empty
     */
    public record Line(
            String id,
            String provider,
            When time,
            Link repository,
            Link commit,
            String key,
            Badge state,
            String description,
            Badge outcome,
            String detail) {

        /** As much of a commit as one recognises it by. */
        String shortCommit() {
            return commit.text().substring(0, Math.min(8, commit.text().length()));
        }
    }

    /**
     * A text that may lead somewhere.
     *
     * @param url where to; empty for nowhere
     */
    public record Link(String text, String url) {}

    /**
     * A word with a mark and a colour that say the same.
     *
     * @param style good, bad, busy or none
     */
    public record Badge(String style, String word) {
        String mark() {
            return switch (style) {
                case "good" -> "✓";
                case "bad" -> "✗";
                case "busy" -> "…";
                default -> "–";
            };
        }
    }
}
