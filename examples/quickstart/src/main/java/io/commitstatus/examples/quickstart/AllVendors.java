package io.commitstatus.examples.quickstart;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Configuration;
import io.commitstatus.Receipt;
import io.commitstatus.model.DeliveryKey;
import io.commitstatus.model.Event;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.testing.azuredevops.StandInAzureDevOps;
import io.commitstatus.testing.bitbucket.StandInBitbucket;
import io.commitstatus.testing.bitbucket.StandInBitbucketServer;
import io.commitstatus.testing.forge.StandIn;
import io.commitstatus.testing.github.StandInGitHub;
import io.commitstatus.testing.gitlab.StandInGitLab;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One event lands on every Git host at once: five Providers and their Alerts stand in one YAML. */
final class AllVendors {
    private static final String ROW = "%-17s%-11s%s%n";

    private AllVendors() {}

    static void show(Configuration flux, Event event) throws InterruptedException {
        Map<String, StandIn> standIns = new TreeMap<>(Map.of(
                "azuredevops", StandInAzureDevOps.start(),
                "bitbucket", StandInBitbucket.start(),
                "bitbucketserver", StandInBitbucketServer.start(),
                "github", StandInGitHub.start(),
                "gitlab", StandInGitLab.start()));
        try (var router = CommitStatusRouter.builder(pointedTo(standIns, flux))
                .secrets(AllVendors::secret)
                .allowPlainHttp(true)
                .build()) {
            System.out.printf(ROW, "Git host", "outcome", "the commit shows");
            for (Receipt.Sent sent :
                    router.route(event).await(Duration.ofSeconds(10)).sent()) {
                DeliveryKey key = sent.key();
                String shown = Optional.ofNullable(standIns.get(key.type()))
                        .flatMap(it -> it.shown(key.repository(), key.commit(), key.key()))
                        .map(it -> it.state() + "  " + it.key())
                        .orElse("nothing");
                System.out.printf(ROW, key.type(), sent.outcome(), shown);
            }
        } finally {
            standIns.values().forEach(StandIn::close);
        }
    }

    /** A resolver of one's own: here every Secret has a token. */
    private static Optional<Secret> secret(NamespacedName name) {
        return Optional.of(Secret.of(name, Map.of("token", "a-token")));
    }

    private static Configuration pointedTo(Map<String, StandIn> standIns, Configuration flux) {
        Configuration.Builder pointed = flux.toBuilder();
        for (Provider provider : flux.providers()) {
            StandIn standIn = standIns.get(provider.type());
            if (standIn != null) {
                pointed.put(provider.toBuilder()
                        .annotation(Provider.API_URL, standIn.apiUrl().toString())
                        .build());
            }
        }
        return pointed.build();
    }
}
