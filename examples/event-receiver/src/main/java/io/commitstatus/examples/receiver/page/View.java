package io.commitstatus.examples.receiver.page;

import java.util.List;

/**
 * All that the page shows.
 *
 * @param message the answer to what was just done; perhaps empty
 * @param shadow whether nothing is sent
 * @param troubles what is wrong now, the worst first
 * @param providers the Providers
 * @param waiting how many statuses wait
 * @param undelivered those that were not delivered, and can be replayed
 * @param statuses those that have ended, as the filter has it
 * @param filter what is chosen, and what can be
 * @param formToken proves that a form is of this page
 */
public record View(
        String message,
        boolean shadow,
        List<Trouble> troubles,
        List<ProviderLine> providers,
        long waiting,
        List<Line> undelivered,
        List<Line> statuses,
        Filter filter,
        String formToken) {

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
     * @param repository its type and repository
     * @param url the repository's page; empty where it has none
     * @param health how it is
     * @param counts what was delivered and what was not
     */
    public record ProviderLine(String name, String repository, String url, Badge health, String counts) {}

    /**
     * A status.
     *
     * @param id for a replay; empty where there is nothing to replay
     * @param time when it ended, or its event happened
     * @param repository its type and repository
     * @param commit the full commit
     * @param url the commit's page; empty where it has none
     * @param key the status' key
     * @param state the status' state
     * @param description the status' description
     * @param outcome how it ended
     * @param detail why; perhaps empty
     */
    public record Line(
            String id,
            When time,
            String repository,
            String commit,
            String url,
            String key,
            Badge state,
            String description,
            Badge outcome,
            String detail) {

        /** As much of a commit as one recognises it by. */
        String shortCommit() {
            return commit.substring(0, Math.min(8, commit.length()));
        }
    }

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
