package io.commitstatus.azuredevops;

import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.testing.azuredevops.StandInAzureDevOps;
import io.commitstatus.testing.forge.Fault;
import io.commitstatus.testing.forge.OAuthClient;
import io.commitstatus.testing.forge.StandIn;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The random run and the marked secrets with an application of Entra, whose tokens end while it goes on. */
class EntraDeliveryTest extends AzureDevOpsDeliveryTest {
    private @Nullable OAuthClient application;

    /** What is the same without an application has its own, longer run. */
    @Override
    protected int steps() {
        return 200;
    }

    @Override
    protected StandIn startStandIn(Clock clock) {
        StandInAzureDevOps started = StandInAzureDevOps.start(clock);
        application = started.application("the-app");
        application.tokenLifetime(Duration.ofSeconds(10));
        return started;
    }

    @Override
    protected Provider.Builder provider(StandIn standIn, String name, String repository) {
        return super.provider(standIn, name, repository)
                .annotation(AzureDevOpsPublisher.AUTHORITY, standIn.url().toString());
    }

    /** Entra leads nobody to a page. */
    @Override
    protected List<Fault> faults() {
        return List.of();
    }

    /** Where the secret is marked, so is the token. */
    @Override
    protected Secret secret(NamespacedName name, String token) {
        if (application != null && token.startsWith("marked/")) {
            application.mints(token);
        }
        return Secret.of(name, Map.of("tenantId", "the-tenant", "clientId", "the-app", "clientSecret", token));
    }
}
