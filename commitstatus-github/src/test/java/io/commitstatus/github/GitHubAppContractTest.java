package io.commitstatus.github;

import io.commitstatus.model.Rejection;
import io.commitstatus.model.Secret;
import io.commitstatus.testing.forge.ForgeRequest;
import io.commitstatus.testing.forge.ForgeResponse;
import io.commitstatus.testing.forge.StandIn;
import io.commitstatus.testing.github.StandInGitHub;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The contract with a GitHub App: each fault meets the request for a token, which is the first; marked is the token. */
class GitHubAppContractTest extends GitHubContractTest {
    private final StandInGitHub gitHub = StandInGitHub.start(Clock.fixed(now(), ZoneOffset.UTC));

    @Override
    protected StandIn startStandIn() {
        gitHub.app("12", AppKeys.publicKey());
        return gitHub;
    }

    @Override
    protected Secret secret(String value) {
        gitHub.mints(value);
        return GitHub.secret(AppKeys.secret(AppKeys.PKCS1));
    }

    @Override
    protected Optional<ForgeResponse> unknownCommit() {
        return Optional.empty();
    }

    @Override
    protected Map<ForgeResponse, Rejection> refusals() {
        Map<ForgeResponse, Rejection> refusals = new LinkedHashMap<>(super.refusals());
        refusals.replaceAll((answer, kind) -> kind == Rejection.NOT_FOUND ? Rejection.CREDENTIALS : kind);
        return refusals;
    }

    @Override
    protected boolean asksForToken(ForgeRequest request) {
        return request.path().endsWith("/access_tokens");
    }

    /** Of a status, not of a token. */
    @Override
    protected List<ForgeResponse> refusedParts() {
        return List.of();
    }
}
