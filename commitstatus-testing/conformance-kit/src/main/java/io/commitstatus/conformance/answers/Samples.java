package io.commitstatus.conformance.answers;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.testing.ManualClock;
import java.time.Instant;
import java.util.Map;

/** What every vendor's tests begin with; each vendor extends it by a class of its own name. */
public abstract class Samples {
    /** The time at which clocks begin. */
    public static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    /** A commit. */
    public static final String SHA = "a1afe267b54f38b46b487f6e938a6fd508278c07";
    /** A key, as Flux makes them. */
    public static final String KEY = "kustomization/gitops-system/0c9c2e41";

    /** {@return a clock that stands still at {@link #NOW}} */
    public static ManualClock clock() {
        return new ManualClock(NOW);
    }

    /** {@return a success of {@link #KEY}} */
    public static CommitStatus status() {
        return status(CommitState.SUCCESS);
    }

    /** {@return that status in another state} */
    public static CommitStatus status(CommitState state) {
        return CommitStatus.builder(SHA, KEY, state)
                .description("apply succeeded")
                .build();
    }

    /** {@return the Provider {@code flux-system/forge}} */
    public static Provider provider(String type, String address) {
        return Provider.builder("flux-system/forge").type(type).address(address).build();
    }

    /** {@return the Secret {@code flux-system/token}} */
    public static Secret secret(Map<String, String> values) {
        return Secret.of(new NamespacedName("flux-system", "token"), values);
    }
}
