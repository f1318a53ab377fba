package io.commitstatus.bitbucket;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Configuration;
import io.commitstatus.Receipt;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Provider;
import io.commitstatus.policy.Outcome;
import io.commitstatus.testing.ManualClock;
import io.commitstatus.testing.RecordingListener;
import io.commitstatus.testing.bitbucket.StandInBitbucketServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A Data Center that is shown five wrong passwords asks for a CAPTCHA from then on. */
@Timeout(60)
class PasswordTest {
    private final ManualClock clock = Cloud.clock();
    private final RecordingListener listener = new RecordingListener();
    private final AtomicReference<String> password = new AtomicReference<>("the-old-one");

    @Test
    void aWrongPasswordLocksNobodyOut() throws Exception {
        try (StandInBitbucketServer bitbucket = StandInBitbucketServer.start(clock);
                CommitStatusRouter router = router(bitbucket)) {
            bitbucket.revoke("the-old-one");
            List<Receipt> receipts = IntStream.range(0, 20)
                    .mapToObj(it -> CommitStatus.success(String.format("%040x", it), "deploy", ""))
                    .map(it -> router.submit("flux-system/forge", it))
                    .toList();
            assertThat(listener.awaitHeld(1, Duration.ofSeconds(20)).reason()).contains("until the Secret has changed");
            for (int hour = 0; hour < 5; hour++) {
                clock.advance(Duration.ofHours(1));
                receipts.get(0).await(Duration.ofMillis(20));
            }
            assertThat(bitbucket.forge().requestCount()).isEqualTo(1);

            password.set("the-new-one");
            for (Receipt receipt : receipts) {
                for (int i = 0; i < 200 && !receipt.settled(); i++) {
                    clock.advance(Duration.ofSeconds(5));
                    receipt.await(Duration.ofMillis(50));
                }
                assertThat(receipt.outcome().map(Outcome::kind)).contains(Outcome.Kind.DELIVERED);
            }
        }
    }

    private CommitStatusRouter router(StandInBitbucketServer bitbucket) {
        Provider provider = Server.provider(bitbucket.address("PRJ/app")).toBuilder()
                .secretRef("token")
                .build();
        return CommitStatusRouter.builder(Configuration.builder().put(provider).build())
                .secrets(it -> Optional.of(Cloud.secret(Map.of("username", "jane", "password", password.get()))))
                .addListener(listener)
                .clock(clock)
                .allowPlainHttp(true)
                .build();
    }
}
