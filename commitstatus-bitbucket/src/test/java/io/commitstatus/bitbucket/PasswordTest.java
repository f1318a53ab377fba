package io.commitstatus.bitbucket;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Configuration;
import io.commitstatus.Receipt;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.policy.Outcome;
import io.commitstatus.testing.ManualClock;
import io.commitstatus.testing.RecordingListener;
import io.commitstatus.testing.bitbucket.StandInBitbucketServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
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
            List<Receipt> receipts = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                receipts.add(router.submit(
                        "flux-system/forge", CommitStatus.success(String.format("%040x", i), "deploy", "")));
            }
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
                .secretRef("login")
                .build();
        NamespacedName name = NamespacedName.parse("flux-system/login");
        return CommitStatusRouter.builder(Configuration.builder().put(provider).build())
                .secrets(it -> Optional.of(Secret.of(name, Map.of("username", "jane", "password", password.get()))))
                .addListener(listener)
                .clock(clock)
                .allowPlainHttp(true)
                .build();
    }
}
