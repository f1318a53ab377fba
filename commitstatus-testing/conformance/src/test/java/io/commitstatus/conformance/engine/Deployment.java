package io.commitstatus.conformance.engine;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Configuration;
import io.commitstatus.Receipt;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** An application that is deployed, delivers a status, and is undeployed; run in a class loader of its own. */
public final class Deployment {
    private Deployment() {}

    /** Delivers a status to a {@link Host} at this URL. */
    public static void run(String url) throws InterruptedException {
        Provider provider = Provider.builder("team/main")
                .type("host")
                .address(url + "/org/repo")
                .secretRef("token")
                .build();
        Configuration configuration = Configuration.reader()
                .publisher(new HostPublisher())
                .builder()
                .put(provider)
                .build();
        try (CommitStatusRouter router = CommitStatusRouter.builder(configuration)
                .secrets(name -> Optional.of(Secret.of(name, Map.of("token", "a-token"))))
                .publisher(new HostPublisher())
                .allowPlainHttp(true)
                .build()) {
            Receipt receipt = router.submit(
                    "team/main",
                    CommitStatus.builder("1".repeat(40), "k", CommitState.SUCCESS)
                            .build());
            String end = receipt.await(Duration.ofSeconds(10)).toString();
            if (!end.contains("delivered")) {
                throw new IllegalStateException(end);
            }
        }
    }
}
