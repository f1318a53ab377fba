package io.commitstatus.examples.receiver;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Explanation;
import io.commitstatus.examples.receiver.page.Filter;
import io.commitstatus.examples.receiver.page.View;
import io.commitstatus.examples.receiver.page.View.Badge;
import io.commitstatus.examples.receiver.page.View.Line;
import io.commitstatus.examples.receiver.page.View.ProviderLine;
import io.commitstatus.examples.receiver.page.When;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.DeliveryKey;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.outbox.Row;
import io.commitstatus.policy.DeliveryListener.Settled;
import io.commitstatus.policy.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Makes of what is known what the page shows. */
final class Views {
    static final int MAX_UNDELIVERED = 100;
    private static final int PAGE = 50;

    private final CommitStatusRouter router;
    private final Troubles troubles;
    private final Journal journal;
    private final Recent<Explanation> would;
    private final Links links;
    private final boolean shadow;
    private final String formToken;

    Views(
            CommitStatusRouter router,
            Troubles troubles,
            Journal journal,
            Recent<Explanation> would,
            Links links,
            boolean shadow,
            String formToken) {
        this.router = router;
        this.troubles = troubles;
        this.journal = journal;
        this.would = would;
        this.links = links;
        this.shadow = shadow;
        this.formToken = formToken;
    }

    View view(Filter asked, String message, Instant now) {
        List<Line> matching = new ArrayList<>();
        for (Settled it : journal.settled()) {
            Line line = line(it, now);
            if (asked.matches(line, it.subject().provider().toString())) {
                matching.add(line);
            }
        }
        for (Explanation it : would.list()) {
            Line line = line(it, now);
            if (asked.matches(
                    line, it.entry().provider().map(NamespacedName::toString).orElse(""))) {
                matching.add(line);
            }
        }
        List<String> providers = router.configuration().providers().stream()
                .map(it -> it.name().toString())
                .toList();
        Filter filter = asked.of((matching.size() + PAGE - 1) / PAGE, providers);
        int from = Math.min(matching.size(), (filter.page() - 1) * PAGE);
        return new View(
                message,
                shadow,
                troubles.list(now),
                providers(),
                router.backlog().waiting(),
                router.undelivered(MAX_UNDELIVERED).stream()
                        .map(it -> line(it, now))
                        .toList(),
                matching.subList(from, Math.min(matching.size(), from + PAGE)),
                filter,
                formToken);
    }

    private List<ProviderLine> providers() {
        Set<NamespacedName> refused = router.health().refusedProviders();
        return router.configuration().providers().stream()
                .map(it -> new ProviderLine(
                        it.name().toString(),
                        it.type() + " " + links.repository(it),
                        "",
                        health(it, refused),
                        journal.counts(it.name())
                                .map(counts -> counts.good() + " delivered, " + counts.bad() + " not")
                                .orElse("nothing yet")))
                .toList();
    }

    private Badge health(Provider provider, Set<NamespacedName> refused) {
        if (provider.suspended()) {
            return new Badge("none", "suspended");
        }
        if (refused.contains(provider.name())) {
            return new Badge("bad", "refused");
        }
        return links.repository(provider).isEmpty() ? new Badge("bad", "broken") : new Badge("good", "in force");
    }

    private Line line(Settled it, Instant now) {
        Outcome outcome = it.outcome();
        return line(
                "",
                When.of(it.settledAt(), now),
                it.subject().provider(),
                it.subject().key(),
                it.subject().status(),
                new Badge(outcome.isGood() ? "good" : "bad", outcome.kind().toString()),
                outcome.detail());
    }

    private Line line(Row it, Instant now) {
        return line(
                it.id(),
                When.of(it.eventTime(), now),
                it.provider(),
                it.key(),
                it.status(),
                new Badge("bad", it.state().name().toLowerCase(Locale.ROOT)),
                it.reason());
    }

    private Line line(Explanation it, Instant now) {
        return line(
                "",
                When.of(now, now),
                it.entry().provider().orElseThrow(),
                it.entry().key().orElseThrow(),
                it.entry().status().orElseThrow(),
                new Badge("none", "not sent"),
                String.join("; ", it.entry().notes()));
    }

    private Line line(
            String id,
            When time,
            NamespacedName provider,
            DeliveryKey key,
            CommitStatus status,
            Badge outcome,
            String detail) {
        return new Line(
                id,
                time,
                key.type() + " " + key.repository(),
                key.commit(),
                links.commit(router.configuration().provider(provider), key.commit()),
                status.key(),
                state(status.state()),
                status.description(),
                outcome,
                detail);
    }

    private static Badge state(CommitState state) {
        String style = switch (state) {
            case SUCCESS -> "good";
            case FAILURE, ERROR -> "bad";
            case PENDING, RUNNING -> "busy";
            case CANCELED -> "none";
        };
        return new Badge(style, state.name().toLowerCase(Locale.ROOT));
    }
}
