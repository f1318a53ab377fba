package io.commitstatus.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Rejection;
import io.commitstatus.model.Secret;
import io.commitstatus.spi.CommitStatusPublisher;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.testing.ManualClock;
import io.commitstatus.testing.PublisherContexts;
import io.commitstatus.testing.forge.FakeForge;
import io.commitstatus.testing.forge.ForgeResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What each publisher makes of its Git host's answers, listed for people; {@code -Dreasons.update=true} writes it anew. */
class ReasonListingTest {
    private static final Path LISTING = Path.of("../../commitstatus-core/REASONS.md");
    private static final Map<String, String> ADDRESSES = new LinkedHashMap<>();

    static {
        ADDRESSES.put("github", "https://github.com/my-org/my-repo");
        ADDRESSES.put("gitlab", "https://gitlab.com/my-group/my-project");
        ADDRESSES.put("bitbucket", "https://bitbucket.org/my-workspace/my-repo");
        ADDRESSES.put("bitbucketserver", "https://bitbucket.example.com/scm/KEY/my-repo.git");
        ADDRESSES.put("azuredevops", "https://dev.azure.com/my-org/my-project/_git/my-repo");
    }

    private static final Map<String, List<ForgeResponse>> SPECIAL = Map.of(
            "github",
            List.of(
                    said(422, "No commit found for SHA: 5394cb7f"),
                    said(422, "This SHA and context has reached the maximum number of statuses."),
                    said(403, "You have exceeded a secondary rate limit"),
                    said(403, "the organization has an IP allow list enabled"),
                    said(403, "Resource protected by organization SAML enforcement.")
                            .header(
                                    "X-GitHub-SSO",
                                    "required; url=https://github.com/orgs/my-org/sso?authorization_request=A1")),
            "gitlab",
            List.of(
                    said(404, "404 Commit Not Found"),
                    said(404, "404 References for commit Not Found"),
                    said(400, "Cannot transition status via :enqueue from :running"),
                    said(422, "The number of jobs has exceeded the limit"),
                    said(403, "403 Forbidden"),
                    said(403, "You must accept the Terms of Service")),
            "bitbucket",
            List.of(
                    json(404, "{\"error\":{\"message\":\"Commit not found\"}}"),
                    json(403, "{\"error\":{\"message\":\"Your credentials lack one or more required scopes.\"}}"),
                    json(
                            403,
                            "{\"error\":{\"message\":\"To access this repository, an allowlisted IP must be used.\"}}")),
            "bitbucketserver",
            List.of(
                    json(
                            404,
                            "{\"errors\":[{\"message\":\"Commit 5394cb7f does not exist\",\"exceptionName\":"
                                    + "\"com.atlassian.bitbucket.commit.NoSuchCommitException\"}]}"),
                    said(401, "not you").header("X-AUSERNAME", "somebody"),
                    said(403, "XSRF check failed"),
                    said(401, "who?").header("X-Authentication-Denied-Reason", "CAPTCHA_CHALLENGE; login-url=/login")),
            "azuredevops",
            List.of(
                    typed(404, "TF401035: The object does not exist.", "GitObjectDoesNotExistException"),
                    typed(404, "TF401019: no such repository", "GitRepositoryNotFoundException"),
                    typed(403, "TF401027: You need the Git permission", "GitNeedsPermissionException"),
                    said(401, "").header("WWW-Authenticate", "Negotiate"),
                    typed(400, "The version is out of range", "VssVersionOutOfRangeException"),
                    new ForgeResponse(203, Map.of("Content-Type", "text/html"), "<html>Sign in</html>")));

    private static final CommitStatus STATUS = CommitStatus.builder("5394cb7f".repeat(5), "deploy", CommitState.SUCCESS)
            .targetUrl(URI.create("https://ci.example.com/7"))
            .build();

    private final AtomicReference<ForgeResponse> answer = new AtomicReference<>();

    @Test
    void theListingSaysWhatIsPrinted() throws Exception {
        StringBuilder listing = new StringBuilder("""
                # Reasons

                What is printed for a status that a Git host did not take, by the host's answer. Written by a test.
                """);
        try (FakeForge forge = FakeForge.start(request -> Objects.requireNonNull(answer.get()))) {
            for (Map.Entry<String, String> vendor : ADDRESSES.entrySet()) {
                listing.append("\n## ").append(vendor.getKey());
                listing.append("\n\n| answer | what becomes of it | reason |\n|---|---|---|\n");
                for (ForgeResponse it : answers(vendor.getKey())) {
                    answer.set(it);
                    listing.append(line(it, attempt(vendor.getKey(), forge), forge));
                }
            }
        }
        if (Boolean.getBoolean("reasons.update")) {
            Files.writeString(LISTING, listing);
        }
        assertThat(Files.readString(LISTING))
                .as("what REASONS.md says is printed; run this test with -Dreasons.update=true to write it anew")
                .isEqualTo(listing.toString());
    }

    private static List<ForgeResponse> answers(String vendor) {
        List<ForgeResponse> all = new ArrayList<>(List.of(
                new ForgeResponse(
                        200, Map.of("Server", "cloudflare"), "<html><title>Attention Required!</title></html>"),
                new ForgeResponse(404, Map.of("Server", "nginx/1.24.0"), "<html><title>404 Not Found</title></html>"),
                ForgeResponse.empty(302).header("Location", "https://login.example.com/?secret"),
                said(400, "bad"),
                said(401, "who are you?"),
                said(403, "Forbidden"),
                said(404, "Not Found"),
                said(405, "not here"),
                said(409, "busy"),
                said(410, "gone"),
                said(422, "unprocessable"),
                said(429, "slow down"),
                said(500, "oops"),
                said(503, "maintenance").header("Retry-After", "60")));
        all.addAll(SPECIAL.getOrDefault(vendor, List.of()));
        return all;
    }

    private static ForgeResponse said(int status, String message) {
        return json(status, "{\"message\":\"" + message + "\"}");
    }

    private static ForgeResponse typed(int status, String message, String key) {
        return json(status, "{\"message\":\"" + message + "\",\"typeKey\":\"" + key + "\"}");
    }

    private static ForgeResponse json(int status, String body) {
        return new ForgeResponse(status, Map.of("Content-Type", "application/json"), body);
    }

    private static PublishResult attempt(String type, FakeForge forge) throws InterruptedException {
        CommitStatusPublisher publisher = ServiceLoader.load(CommitStatusPublisher.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(it -> it.type().equals(type))
                .findFirst()
                .orElseThrow();
        Provider provider = Provider.builder("flux-system/forge")
                .type(type)
                .address(ADDRESSES.getOrDefault(type, ""))
                .annotation(Provider.API_URL, forge.url().toString())
                .build();
        Destination destination = publisher.destination(provider);
        Secret secret = Secret.of(NamespacedName.parse("flux-system/token"), Map.of("token", "a-token"));
        ManualClock clock = new ManualClock(Instant.parse("2026-05-01T12:00:00Z"));
        try (PublisherSession session =
                destination.open(PublisherContexts.open(provider, secret, destination, clock))) {
            return session.publish(STATUS);
        } catch (IOException e) {
            return PublishResult.retry(String.valueOf(e.getMessage()));
        }
    }

    private static String line(ForgeResponse answer, PublishResult result, FakeForge forge) {
        String what;
        String reason;
        if (result instanceof PublishResult.Rejected it) {
            boolean mayPass = it.kind() == Rejection.FORBIDDEN || it.kind() == Rejection.NOT_FOUND;
            what = (mayPass ? "tried again for 5 minutes, then " : "") + "rejected: " + it.kind();
            reason = it.reason();
        } else if (result instanceof PublishResult.Retry it) {
            what = "tried again";
            reason = it.reason();
        } else if (result instanceof PublishResult.RateLimited it) {
            what = "tried again when the limit allows";
            reason = it.reason();
        } else if (result instanceof PublishResult.NotVisible it) {
            what = "tried again for 10 minutes";
            reason = it.reason();
        } else {
            what = "taken";
            reason = "";
        }
        String body = answer.body().isEmpty() ? "" : " `" + answer.body().replace("|", "\\|") + "`";
        String shown =
                reason.replace(forge.url().getAuthority(), "api.example.com").replace("|", "\\|");
        return "| " + answer.status() + body + " | " + what + " | " + shown + " |\n";
    }
}
