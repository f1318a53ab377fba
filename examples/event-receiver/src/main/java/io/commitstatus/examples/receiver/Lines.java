package io.commitstatus.examples.receiver;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Undelivered;
import io.commitstatus.examples.receiver.page.View.Badge;
import io.commitstatus.examples.receiver.page.View.Line;
import io.commitstatus.examples.receiver.page.When;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.DeliveryKey;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.policy.DeliveryListener.Settled;
import io.commitstatus.policy.DeliveryListener.Subject;
import io.commitstatus.policy.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Statuses as lines of the page. */
final class Lines {
    private static final Pattern DURATION = Pattern.compile("PT[0-9][0-9HMS.]*[HMS]");

    private final CommitStatusRouter router;
    private final Links links;

    Lines(CommitStatusRouter router, Links links) {
        this.router = router;
        this.links = links;
    }

    Line ended(Settled it, Instant now) {
        Outcome outcome = it.outcome();
        Badge badge =
                new Badge(outcome.isGood() ? "good" : "bad", outcome.kind().toString());
        return line("", When.of(it.settledAt(), now), it.subject(), badge, outcome.detail());
    }

    Line waiting(Journal.Tried it, Instant now) {
        return line("", When.of(it.when(), now), it.subject(), new Badge("busy", "waiting"), words(it.result()));
    }

    /** With durations as the rest of the page has them. */
    private static String words(String result) {
        return DURATION.matcher(result).replaceFirst(it -> When.amount(Duration.parse(it.group())));
    }

    private Line line(String id, When time, Subject it, Badge outcome, String detail) {
        return line(id, time, it.provider(), it.key(), it.status(), outcome, detail);
    }

    Line undelivered(Undelivered it, Instant now) {
        return line(
                it.id(),
                When.of(it.eventTime(), now),
                it.provider(),
                it.key(),
                it.status(),
                new Badge("bad", it.outcome().kind().toString()),
                it.outcome().detail());
    }

    Line notSent(Shadow.Would it, Instant now) {
        return line(
                "",
                When.of(it.when(), now),
                it.provider(),
                it.key(),
                it.status(),
                new Badge("none", "not sent"),
                it.notes());
    }

    private Line line(
            String id,
            When time,
            NamespacedName name,
            DeliveryKey key,
            CommitStatus status,
            Badge outcome,
            String detail) {
        Optional<Provider> provider = router.configuration().provider(name);
        return new Line(
                id,
                name.toString(),
                time,
                links.repository(provider, key.repository()),
                links.commit(provider, key.commit()),
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
