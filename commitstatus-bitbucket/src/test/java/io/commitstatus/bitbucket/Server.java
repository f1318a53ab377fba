package io.commitstatus.bitbucket;

import io.commitstatus.conformance.answers.Samples;
import io.commitstatus.model.Provider;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.http.ApiClient;
import io.commitstatus.testing.PublisherContexts;
import java.time.Clock;
import java.util.Map;

/** What Bitbucket Data Center's tests begin with, beside what they share with {@link Cloud}'s. */
final class Server extends Samples {
    static final String ADDRESS = "https://git.example.com:7990/ctx/scm/PRJ/my-repo.git";
    static final String API = "https://git.example.com:7990/ctx/rest";
    static final String BUILDS = API + "/api/latest/projects/PRJ/repos/my-repo/commits/" + Cloud.SHA + "/builds";
    static final String OF_COMMIT = API + "/build-status/latest/commits/" + Cloud.SHA;
    static final String PROPERTIES = API + "/api/1.0/application-properties";
    static final String NO_ENDPOINT = "{\"message\":\"null for uri: https://git.example.com/x\",\"status-code\":404}";
    private static final BitbucketServerPublisher PUBLISHER = new BitbucketServerPublisher();

    static Provider provider(String address) {
        return provider("bitbucketserver", address);
    }

    static Destination destination(String address) {
        return PUBLISHER.destination(provider(address));
    }

    static PublisherSession session(ApiClient http) {
        return open(ADDRESS, Map.of("token", Cloud.TOKEN), http);
    }

    static PublisherSession open(String address, Map<String, String> secret, ApiClient http) {
        return destination(address).open(PublisherContexts.over(provider(address), secret(secret), http, clock()));
    }

    /** Opens over the network. */
    static PublisherSession open(Provider provider, Map<String, String> secret, Clock clock) {
        Destination destination = PUBLISHER.destination(provider);
        return destination.open(PublisherContexts.open(provider, secret(secret), destination, clock));
    }

    /** With errors in full, which a table has as {@code commit.NoSuchCommitException "Message"}, and the key as KEY. */
    static String answers(String cell) {
        return cell.replace("\"KEY\"", "\"" + Cloud.VENDOR_KEY + "\"")
                .replaceAll(
                        "(\\S+Exception) \"([^\"]*)\"",
                        "{\"errors\":[{\"context\":null,\"message\":\"$2\","
                                + "\"exceptionName\":\"com.atlassian.bitbucket.$1\"}]}");
    }
}
