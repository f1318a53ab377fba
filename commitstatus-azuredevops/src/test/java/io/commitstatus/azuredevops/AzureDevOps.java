package io.commitstatus.azuredevops;

import io.commitstatus.conformance.answers.Samples;
import io.commitstatus.model.Provider;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.http.ApiClient;
import io.commitstatus.testing.PublisherContexts;
import java.time.Clock;
import java.util.Map;

/** What Azure DevOps' tests begin with. */
final class AzureDevOps extends Samples {
    static final String TOKEN = "squeamish-ossifrage";
    static final String ADDRESS = "https://dev.azure.com/My-Org/My%20Project/_git/My.Repo";
    private static final AzureDevOpsPublisher PUBLISHER = new AzureDevOpsPublisher();

    static Provider provider(String address) {
        return provider("azuredevops", address);
    }

    static Provider annotated(String address, String annotation, String value) {
        return provider(address).toBuilder().annotation(annotation, value).build();
    }

    static Destination destination(String address) {
        return PUBLISHER.destination(provider(address));
    }

    static PublisherSession session(ApiClient http) {
        return open(provider(ADDRESS), Map.of("token", TOKEN), http);
    }

    static PublisherSession open(Provider provider, Map<String, String> secret, ApiClient http) {
        return PUBLISHER.destination(provider).open(PublisherContexts.over(provider, secret(secret), http, clock()));
    }

    /** Opens over the network. */
    static PublisherSession open(Provider provider, Map<String, String> secret, Clock clock) {
        Destination destination = PUBLISHER.destination(provider);
        return destination.open(PublisherContexts.open(provider, secret(secret), destination, clock));
    }
}
