package io.commitstatus.examples.receiver;

import io.commitstatus.Backlog;
import io.commitstatus.CommitStatusRouter;
import io.commitstatus.examples.receiver.page.Filter;
import io.commitstatus.examples.receiver.page.View;
import io.commitstatus.examples.receiver.page.View.Line;
import io.commitstatus.examples.receiver.page.View.ProviderLine;
import io.commitstatus.examples.receiver.page.View.Shown;
import io.commitstatus.examples.receiver.page.View.Totals;
import io.commitstatus.examples.receiver.page.When;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Makes of what is known what the page shows. */
final class Views {
    /** How many can be replayed at once. */
    static final int MAX_UNDELIVERED = 100;

    private static final int MAX_WAITING = 50;
    private static final int MAX_PROVIDERS = 50;
    /** How far a filter looks into what was not delivered. */
    private static final int LOOKED_AT = 1000;

    private static final int MAX_CHOICES = 500;
    private static final int PAGE = 50;

    private final CommitStatusRouter router;
    private final Troubles troubles;
    private final Journal journal;
    private final Checks checks;
    private final Recent<Shadow.Would> would;
    private final Lines lines;
    private final ProviderLines providerLines;
    private final boolean shadow;
    private final String formToken;

    Views(
            CommitStatusRouter router,
            Troubles troubles,
            Journal journal,
            Checks checks,
            Recent<Shadow.Would> would,
            Links links,
            boolean shadow,
            String formToken) {
        this.router = router;
        this.troubles = troubles;
        this.journal = journal;
        this.checks = checks;
        this.would = would;
        this.lines = new Lines(router, links);
        this.providerLines = new ProviderLines(router, journal, checks, links);
        this.shadow = shadow;
        this.formToken = formToken;
    }

    View view(Filter asked, String message, Instant now) {
        Backlog backlog = router.backlog();
        List<Line> ended = ended(now).filter(asked::matches).toList();
        Filter filter = asked.of(
                (ended.size() + PAGE - 1) / PAGE,
                router.configuration().providers().stream()
                        .map(it -> it.name().toString())
                        .sorted()
                        .limit(MAX_CHOICES)
                        .toList());
        int from = Math.min(ended.size(), (filter.page() - 1) * PAGE);
        List<ProviderLine> providers = providerLines.list(now);
        return new View(
                message,
                shadow,
                formToken,
                new Totals(
                        backlog.waiting(),
                        backlog.oldest().map(it -> When.of(it, now)),
                        backlog.undelivered(),
                        journal.delivered(),
                        providers.size()),
                troubles.list(backlog, now),
                filter,
                Shown.of(providers.stream().filter(filter::matches).toList(), MAX_PROVIDERS),
                checks.found().when().map(it -> When.of(it, now)),
                Shown.of(undelivered(filter, now), MAX_UNDELIVERED),
                Shown.of(waiting(backlog, filter, now), MAX_WAITING),
                ended.subList(from, Math.min(ended.size(), from + PAGE)));
    }

    private Stream<Line> ended(Instant now) {
        return Stream.concat(
                journal.settled().stream().map(it -> lines.ended(it, now)),
                would.list().stream().map(it -> lines.notSent(it, now)));
    }

    private List<Line> undelivered(Filter filter, Instant now) {
        return router.undelivered(LOOKED_AT).stream()
                .map(it -> lines.undelivered(it, now))
                .filter(filter::matches)
                .toList();
    }

    /** Where nothing waits, another replica has delivered what was tried here. */
    private List<Line> waiting(Backlog backlog, Filter filter, Instant now) {
        return backlog.waiting() == 0
                ? List.of()
                : journal.tried().stream()
                        .map(it -> lines.waiting(it, now))
                        .filter(filter::matches)
                        .toList();
    }
}
