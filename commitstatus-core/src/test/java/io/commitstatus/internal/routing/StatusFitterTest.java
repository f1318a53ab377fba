package io.commitstatus.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.internal.routing.StatusFitter.Fits;
import io.commitstatus.internal.routing.StatusFitter.Refused;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.PublisherContext;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.StatusLimits;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusFitterTest {
    private static final String COMMIT = "a1afe267b54f38b46b487f6e938a6fd508278c07";

    private static Fits fit(CommitStatus status, StatusLimits.Builder limits) {
        return (Fits) StatusFitter.fit(status, new TestDestination("o/r", limits.build()));
    }

    private static CommitStatus.Builder status() {
        return CommitStatus.builder(COMMIT, "deploy/prod", CommitState.FAILURE)
                .name("Production")
                .description("rolled out")
                .targetUrl(URI.create("https://example.com/deployments/1"))
                .ref("main")
                .group("g");
    }

    @Test
    void whatFitsStaysAsItIs() {
        Fits fits = fit(status().build(), StatusLimits.builder());
        assertThat(fits.status()).isEqualTo(status().build());
        assertThat(fits.notes()).isEmpty();
    }

    @Test
    void noControlCharacterReachesTheGitHostOrTheStore() {
        CommitStatus fitted = fit(
                        status().key("a\u0000b\u202e")
                                .name("a\u001b[2Jb")
                                .description("a\nb\u009b")
                                .ref("a\u0085b")
                                .group("a\u2028b\n")
                                .build(),
                        StatusLimits.builder())
                .status();
        assertThat(fitted.key()).isEqualTo("a\ufffdb\ufffd");
        assertThat(fitted.name()).isEqualTo("a[2Jb");
        assertThat(fitted.description()).isEqualTo("a b");
        assertThat(fitted.ref()).contains("a\ufffdb");
        assertThat(fitted.group()).contains("a b");
    }

    @Test
    void whatIsTooLongIsShortenedAndTold() {
        Fits fits = fit(
                status().key("k".repeat(60)).build(),
                StatusLimits.builder().key(50).name(5).description(7).targetUrl(10));
        assertThat(fits.status().key()).hasSize(50).startsWith("k".repeat(33) + "-");
        assertThat(fits.status().name()).isEqualTo("Prod…");
        assertThat(fits.status().description()).isEqualTo("rolled…");
        assertThat(fits.status().targetUrl()).isEmpty();
        assertThat(fits.status().ref()).contains("main");
        assertThat(fits.notes())
                .containsExactly(
                        "the key is shortened to 50 characters",
                        "the name is shortened to 5 characters",
                        "the description is shortened to 7 characters",
                        "the target URL is longer than 10 characters; it is left out");
    }

    @Test
    void theCommitsPageStandsInForAUrlThatIsTooLongOrDemanded() {
        URI page = URI.create("https://example.com/o/r/commit/" + COMMIT);
        Fits tooLong = fit(
                status().targetUrl(URI.create("https://example.com/" + "x".repeat(200)))
                        .build(),
                StatusLimits.builder().targetUrl(100));
        assertThat(tooLong.status().targetUrl()).contains(page);
        assertThat(tooLong.notes())
                .containsExactly("the target URL is longer than 100 characters; the commit's page stands in");
        Fits demanded = fit(
                CommitStatus.success(COMMIT, "key", "text"),
                StatusLimits.builder().targetUrlRequired(true));
        assertThat(demanded.status().targetUrl()).contains(page);
        assertThat(fit(CommitStatus.success(COMMIT, "key", "text"), StatusLimits.builder())
                        .status()
                        .targetUrl())
                .isEmpty();
    }

    @Test
    void aUrlThatIsDemandedAndUnknownIsRefused() {
        Destination pageless = new Destination() {
            @Override
            public URI api() {
                return URI.create("https://api.example.com");
            }

            @Override
            public String repository() {
                return "o/r";
            }

            @Override
            public StatusLimits limits() {
                return StatusLimits.builder().targetUrlRequired(true).build();
            }

            @Override
            public Optional<URI> commitPage(String commit) {
                return Optional.empty();
            }

            @Override
            public PublisherSession open(PublisherContext context) {
                throw new AssertionError("nothing is sent");
            }
        };
        assertThat(StatusFitter.fit(CommitStatus.success(COMMIT, "key", "text"), pageless))
                .isInstanceOfSatisfying(
                        Refused.class, it -> assertThat(it.reason()).contains("demands a target URL"));
    }

    @Test
    void aKeyThatIsAlsoTheNameIsShownInFull() {
        Fits fits = fit(
                CommitStatus.success(COMMIT, "deploy/production", ""),
                StatusLimits.builder().key(16));
        assertThat(fits.status().key()).hasSize(16);
        assertThat(fits.status().name()).isEqualTo("deploy/production");
        assertThat(fits.notes()).containsExactly("the key is shortened to 16 characters");
    }
}
