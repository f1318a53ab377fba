package io.commitstatus.bitbucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.Rejection;
import io.commitstatus.spi.PublishFailedException;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.testing.PublisherContexts;
import io.commitstatus.testing.ScriptedApi;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsumerTest {
    private static final String ADDRESS = "https://bitbucket.org/team/repo";
    private static final Map<String, String> CONSUMER = Map.of("clientId", "id", "clientSecret", "squeamish");

    private final ScriptedApi api = new ScriptedApi(Cloud.clock());

    @Test
    void anOAuthConsumerIsExchangedForABearerToken() throws Exception {
        api.then(200, "{\"access_token\":\"minted\",\"expires_in\":7200}").then(201, "{}");

        assertThat(open(CONSUMER).publish(Cloud.status())).isInstanceOf(PublishResult.Published.class);

        assertThat(api.requests().get(0).uri()).hasToString("https://bitbucket.org/site/oauth2/access_token");
        assertThat(api.requests().get(0).headers()).containsEntry("Authorization", "Basic aWQ6c3F1ZWFtaXNo");
        assertThat(api.requests().get(0).form()).contains(Map.of("grant_type", "client_credentials"));
        assertThat(api.requests().get(1).headers()).containsEntry("Authorization", "Bearer minted");
    }

    @Test
    void aTokenThatIsThereComesFirst() throws Exception {
        api.then(201, "{}");
        open(Map.of("token", "access", "clientId", "id", "clientSecret", "squeamish"))
                .publish(Cloud.status());
        assertThat(api.requests().get(0).headers()).containsEntry("Authorization", "Bearer access");
    }

    @Test
    void aRefusalSaysWhatToCheck() {
        api.then(400, "{\"error\":\"invalid_grant\",\"error_description\":\"no callback uri\"}");
        assertThatThrownBy(() -> open(CONSUMER).publish(Cloud.status()))
                .isInstanceOfSatisfying(
                        PublishFailedException.class,
                        it -> assertThat(it.result()).isInstanceOfSatisfying(PublishResult.Rejected.class, rejected -> {
                            assertThat(rejected.kind()).isEqualTo(Rejection.CREDENTIALS);
                            assertThat(rejected.reason()).contains("no callback uri", "private consumer");
                        }));
    }

    @Test
    void itsKeyMustBeThere() {
        assertThatThrownBy(() -> open(Map.of("clientSecret", "squeamish")))
                .isInstanceOfSatisfying(
                        InvalidFieldException.class,
                        it -> assertThat(it.field()).isEqualTo("clientId"))
                .hasMessageNotContaining("squeamish");
    }

    private PublisherSession open(Map<String, String> secret) {
        return Cloud.destination(ADDRESS)
                .open(PublisherContexts.over(Cloud.provider(ADDRESS), Cloud.secret(secret), api, Cloud.clock()));
    }
}
