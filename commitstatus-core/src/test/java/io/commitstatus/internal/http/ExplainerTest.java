package io.commitstatus.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Provider;
import io.commitstatus.policy.SecretResolver;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.PublisherContext;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.StatusLimits;
import io.commitstatus.spi.http.ApiRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExplainerTest {
    private static final URI API = URI.create("https://git.example.com/api");
    private static final String TOKEN = "squeamish-ossifrage";

    @Test
    void everyKindOfBodyIsShownWithoutSecrets() {
        assertThat(shown(ApiRequest.put(API).json(Map.of("state", "success"))).body())
                .isEqualTo(Map.of("state", "success"));
        assertThat(shown(ApiRequest.patch(API).json(List.of(Map.of("by", TOKEN), 1)))
                        .body())
                .isEqualTo(List.of(Map.of("by", "*****"), 1));
        assertThat(shown(ApiRequest.post(API).form(Map.of("state", "success", "private_token", TOKEN)))
                        .body())
                .isEqualTo(Map.of("state", "success", "private_token", "*****"));
        assertThat(shown(ApiRequest.post(API).bytes("text/plain", TOKEN.getBytes(StandardCharsets.UTF_8)))
                        .body())
                .isEqualTo("19 bytes of text/plain");
        Explainer.Request bare = shown(ApiRequest.delete(API, "7").query("token", TOKEN));
        assertThat(bare.body()).isEqualTo(Map.of());
        assertThat(bare.method() + " " + bare.uri()).isEqualTo("DELETE https://git.example.com/api/7?token=*****");
    }

    private static Explainer.Request shown(ApiRequest.Builder request) {
        Provider provider =
                Provider.builder("team/app").type("any").secretRef("token").build();
        Explainer explainer = new Explainer(SecretResolver.token("team/token", TOKEN), Clock.systemUTC());
        return Objects.requireNonNull(explainer
                .explain(provider, new Sending(request), CommitStatus.success("0".repeat(40), "key", ""))
                .request());
    }

    /** Sends what it is given. */
    private record Sending(ApiRequest.Builder request) implements Destination {
        @Override
        public URI api() {
            return API;
        }

        @Override
        public String repository() {
            return "org/app";
        }

        @Override
        public StatusLimits limits() {
            return StatusLimits.builder().build();
        }

        @Override
        public Optional<URI> commitPage(String commit) {
            return Optional.empty();
        }

        @Override
        public PublisherSession open(PublisherContext context) {
            return new PublisherSession() {
                @Override
                public PublishResult publish(CommitStatus status) throws IOException, InterruptedException {
                    return PublishResult.of(context.http().send(request.build()), "");
                }

                @Override
                public Optional<CommitStatus> latest(CommitStatus like) {
                    return Optional.empty();
                }
            };
        }
    }
}
