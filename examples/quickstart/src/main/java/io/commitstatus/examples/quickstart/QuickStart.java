package io.commitstatus.examples.quickstart;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Configuration;
import io.commitstatus.model.Event;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.policy.SecretResolver;
import io.commitstatus.testing.github.StandInGitHub;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** Flux events become commit statuses, on Git hosts that run in this process. */
public final class QuickStart {
    private static final String REPOSITORY = "my-gh-org/my-gh-repo";
    private static final String COMMIT = "5394cb7f48332b2de7c17dd8b8384bbc84b7e738";

    private static final String ROW = "%-26s%-11s%-10s%s%n";

    private QuickStart() {}

    /** Needs no account and no network, and ends by itself. */
    public static void main(String[] arguments) throws Exception {
        Configuration flux = Configuration.parse(resource("flux-status.yaml"));
        Event succeeded = Event.parse(resource("event.json"));
        Event failed = succeeded.toBuilder()
                .error("BuildFailed", "kustomize build failed: accumulating resources: missing file")
                .timestamp(later(succeeded, 600))
                .build();
        Event recovered = succeeded.toBuilder()
                .message("Reconciliation finished in 1.91s, next run in 10m0s")
                .timestamp(later(succeeded, 1200))
                .build();

        try (var github = StandInGitHub.start();
                var router = CommitStatusRouter.builder(pointedTo(github, flux))
                        .secrets(SecretResolver.token("flux-system/github-token", "a-token"))
                        .allowPlainHttp(true) // the stand-in has no certificate
                        .build()) {
            System.out.printf(ROW, "event", "outcome", "requests", "the commit shows");
            route(router, github, "reconciliation succeeded", succeeded);
            route(router, github, "the same once more", succeeded);
            route(router, github, "build failed", failed);
            route(router, github, "recovered", recovered);
        }
        System.out.println();
        AllVendors.show(Configuration.parse(resource("all-vendors.yaml")), succeeded);
    }

    private static void route(CommitStatusRouter router, StandInGitHub github, String what, Event event)
            throws InterruptedException {
        int before = github.forge().requestCount();
        var receipt = router.route(event).await(Duration.ofSeconds(10));
        int requests = github.forge().requestCount() - before;
        github.shown(REPOSITORY, COMMIT)
                .forEach((key, shown) -> System.out.printf(
                        ROW,
                        what,
                        receipt.outcome().map(Object::toString).orElse(receipt.toString()),
                        requests,
                        shown.state() + "  " + key + "  \"" + shown.description() + "\""));
    }

    /** The Provider of Flux's documentation, with the API of the stand-in. */
    private static Configuration pointedTo(StandInGitHub github, Configuration flux) {
        Provider provider =
                flux.provider(NamespacedName.parse("flux-system/github-status")).orElseThrow();
        return flux.toBuilder()
                .put(provider.toBuilder()
                        .annotation(Provider.API_URL, github.apiUrl().toString())
                        .build())
                .build();
    }

    private static Instant later(Event event, long seconds) {
        return event.timestamp().orElseThrow().plusSeconds(seconds);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = QuickStart.class.getResourceAsStream("/" + name)) {
            if (in == null) {
                throw new IOException(name + " is missing from the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
