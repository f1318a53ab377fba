package io.commitstatus.examples.receiver;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.ProviderAccess;
import io.commitstatus.examples.receiver.page.View.Badge;
import io.commitstatus.examples.receiver.page.View.ProviderLine;
import io.commitstatus.examples.receiver.page.When;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Providers as lines of the page, those that something is wrong with first. */
final class ProviderLines {
    private static final List<String> WORST_FIRST = List.of("bad", "busy", "none", "good");

    private final CommitStatusRouter router;
    private final Journal journal;
    private final Checks checks;
    private final Links links;

    ProviderLines(CommitStatusRouter router, Journal journal, Checks checks, Links links) {
        this.router = router;
        this.journal = journal;
        this.checks = checks;
        this.links = links;
    }

    List<ProviderLine> list(Instant now) {
        Set<NamespacedName> refused = router.health().refusedProviders();
        Map<NamespacedName, ProviderAccess> found = checks.found().byProvider();
        return router.configuration().providers().stream()
                .map(it -> line(it, refused, Optional.ofNullable(found.get(it.name())), now))
                .sorted(Comparator.<ProviderLine>comparingInt(
                                it -> WORST_FIRST.indexOf(it.health().style()))
                        .thenComparing(ProviderLine::name))
                .toList();
    }

    private ProviderLine line(
            Provider provider, Set<NamespacedName> refused, Optional<ProviderAccess> access, Instant now) {
        String repository = links.repository(provider);
        Journal.Counts counts = journal.counts(provider.name());
        boolean broken = repository.isEmpty();
        return new ProviderLine(
                provider.name().toString(),
                provider.type(),
                links.repository(Optional.of(provider), repository),
                health(provider, broken, refused.contains(provider.name()), access, counts),
                broken
                        ? "see what is wrong"
                        : access.map(ProviderAccess::reason).orElse(""),
                access.flatMap(ProviderAccess::quota).map(it -> left(it, now)).orElse(""),
                counts.good(),
                counts.bad());
    }

    private Badge health(
            Provider provider,
            boolean broken,
            boolean refused,
            Optional<ProviderAccess> access,
            Journal.Counts counts) {
        if (provider.suspended()) {
            return new Badge("none", "suspended");
        }
        if (broken) {
            return new Badge("bad", "broken");
        }
        if (refused) {
            return new Badge("bad", "refused");
        }
        if (counts.deliveredAfter(checks.found().when().orElse(Instant.MIN))) {
            return new Badge("good", "delivering");
        }
        return access.map(it -> switch (it.verdict()) {
                    case ALLOWED -> new Badge("good", "may write");
                    case UNCERTAIN -> new Badge("good", "seems to work");
                    case REFUSED -> new Badge("bad", "may not write");
                    case UNREACHABLE -> new Badge("busy", "no answer");
                    case UNUSABLE -> new Badge("bad", "broken");
                })
                .orElse(new Badge("none", "not checked"));
    }

    private static String left(ProviderAccess.Quota it, Instant now) {
        String again = it.resets()
                .filter(now::isBefore)
                .map(when -> ", all again in " + When.amount(Duration.between(now, when)))
                .orElse("");
        return String.format(Locale.ROOT, "%,d of %,d requests left%s", it.remaining(), it.limit(), again);
    }
}
