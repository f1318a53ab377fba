package io.commitstatus.testing.azuredevops;

import io.commitstatus.testing.forge.OAuthClient;
import io.commitstatus.testing.forge.StandInSettings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a test has told a stand-in Azure DevOps about repositories, commits, tokens and itself. */
final class Settings extends StandInSettings {
    private volatile int signIn;
    private volatile String newestVersion = "7.1";
    private volatile @Nullable OAuthClient application;

    void application(OAuthClient client) {
        application = client;
    }

    Optional<OAuthClient> application() {
        return Optional.ofNullable(application);
    }

    void signIn(int status) {
        signIn = status;
    }

    void newestVersion(String version) {
        newestVersion = version;
    }

    /** The status with which everybody is sent to sign in, whatever the request asks for. */
    Optional<Integer> signIn() {
        return signIn == 0 ? Optional.empty() : Optional.of(signIn);
    }

    String newestVersion() {
        return newestVersion;
    }
}
