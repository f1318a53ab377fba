package io.commitstatus.github;

import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Secret;
import io.commitstatus.testing.forge.ForgeRequest;
import io.commitstatus.testing.forge.StandIn;
import io.commitstatus.testing.github.StandInGitHub;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The random run and the marked secrets with a GitHub App, whose tokens end while it goes on. */
class GitHubAppDeliveryTest extends GitHubDeliveryTest {
    private @Nullable StandInGitHub gitHub;

    /** What is the same without an App has its own, longer run. */
    @Override
    protected int steps() {
        return Math.min(super.steps(), 300);
    }

    @Override
    protected StandIn startStandIn(Clock clock) {
        StandInGitHub started = StandInGitHub.start(clock);
        started.app("12", AppKeys.publicKey());
        started.tokenLifetime(Duration.ofSeconds(10));
        gitHub = started;
        return started;
    }

    /** The run's own value makes one Secret unequal to the next; where it is marked, it is the token's, too. */
    @Override
    protected Secret secret(NamespacedName name, String token) {
        if (gitHub != null && token.startsWith("marked/")) {
            gitHub.mints(token);
        }
        return Secret.of(name, Map.of(GitHubApp.ID, "12", GitHubApp.KEY, AppKeys.PKCS1, "note", token));
    }

    /** Not the one for the App's installation, where a 403 or 404 is final, as it is to a post. */
    @Override
    protected boolean isQuestion(ForgeRequest request) {
        return super.isQuestion(request) && !request.path().endsWith("/installation");
    }
}
