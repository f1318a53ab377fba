package io.commitstatus.azuredevops;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.conformance.answers.Cell;
import io.commitstatus.model.Provider;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.testing.ManualClock;
import io.commitstatus.testing.PublisherContexts;
import io.commitstatus.testing.ScriptedApi;
import io.commitstatus.testing.azuredevops.StandInAzureDevOps;
import io.commitstatus.testing.forge.Fault;
import io.commitstatus.testing.forge.StandInOAuth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntraTest {
    private static final String SECRET = "squeamish~ossifrage";
    private static final String SERVICES = "https://dev.azure.com/org/project/_git/repo";
    private static final Provider PROVIDER = AzureDevOps.provider(SERVICES);

    private final ManualClock clock = AzureDevOps.clock();

    @AutoClose
    private final StandInAzureDevOps azure = StandInAzureDevOps.start();

    @AutoClose
    private final StandInOAuth entra = StandInOAuth.start("the-app", SECRET);

    private final Map<String, String> secret =
            new HashMap<>(Map.of("tenantId", "the-tenant", "clientId", "the-app", "clientSecret", SECRET));

    @Test
    void aClientSecretIsExchangedOnceForTheScopeOfAzureDevOps() throws Exception {
        PublisherSession session = open();
        assertPublish("published", session);
        assertPublish("published", session);

        assertThat(entra.forge().requests()).singleElement().satisfies(it -> {
            assertThat(it.path()).isEqualTo("/the-tenant/oauth2/v2.0/token");
            assertThat(StandInOAuth.form(it.body()))
                    .containsEntry("scope", "499b84ac-1321-427f-aa17-267ca6975798/.default")
                    .containsEntry("grant_type", "client_credentials");
        });
        String token = entra.minted().iterator().next();
        assertThat(azure.forge().requests())
                .allSatisfy(it -> assertThat(it.header("Authorization")).contains("Bearer " + token));
    }

    @Test
    void aTokenIsRenewedBeforeItsEnd() throws Exception {
        PublisherSession session = open();
        session.publish(AzureDevOps.status());
        clock.advance(Duration.ofMinutes(56));
        session.publish(AzureDevOps.status());
        assertThat(entra.minted()).hasSize(2);
    }

    @Test
    void aWrongSecretIsRefusedInEntrasWordsAndNotShown() throws Exception {
        entra.secret("another");
        assertPublish("thrown rejected CREDENTIALS: …invalid_client: AADSTS7000215…check tenant, client…", open());
        assertThat(azure.forge().requestCount()).isZero();
    }

    @Test
    void anEndpointThatSpeaksGarbageOrFailsIsAskedAgainLater() throws Exception {
        Fault nothing = Fault.answer(200, "{}");
        Fault busy = Fault.answer(503, "busy");
        for (Fault fault : List.of(Fault.garbage(200), Fault.empty(200), nothing, busy, Fault.reset())) {
            clock.advance(Duration.ofSeconds(2));
            entra.forge().next(fault);
            PublisherSession session = open();
            assertThat(Cell.of(() -> session.publish(AzureDevOps.status())))
                    .startsWith("thrown ")
                    .doesNotContain("rejected");
            clock.advance(Duration.ofSeconds(2));
            assertPublish("published", session);
        }
    }

    @Test
    void theSecretFollowsNoRedirectElsewhereAndGoesToNoOtherAuthority() throws Exception {
        try (StandInOAuth elsewhere = StandInOAuth.start("the-app", SECRET)) {
            entra.forge().next(Fault.redirect(307, elsewhere.url() + "/token"));
            assertPublish("thrown rejected …", open());
            assertThat(elsewhere.forge().requestCount()).isZero();

            secret.put("authorityHost", elsewhere.url().toString());
            Cell.expect("authorityHost: …not one of Entra's authorities…", this::open);
        }
    }

    @Test
    void sovereignCloudsHaveAuthoritiesOfTheirOwn() throws Exception {
        for (String authority :
                List.of("https://login.microsoftonline.us/", "https://login.partner.microsoftonline.cn")) {
            secret.put("authorityHost", authority);
            assertThat(minting(AmbientIdentity.none(), PROVIDER, secret).uri().toString())
                    .startsWith(authority.replaceAll("/$", "") + "/the-tenant/");
        }
    }

    @Test
    void workloadIdentityReadsItsFileEachTime(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("token");
        AmbientIdentity identity = AmbientIdentity.none()
                .withWorkloadIdentity(workload(file, "AZURE_AUTHORITY_HOST=https://login.microsoftonline.us/"));
        for (String content : List.of("first", "second")) {
            Files.writeString(file, content + "\n");
            ApiRequest request = minting(identity, PROVIDER, Map.of());
            assertThat(request.uri().toString()).startsWith("https://login.microsoftonline.us/env-tenant/");
            assertThat(request.form().orElseThrow())
                    .containsEntry("client_id", "env-app")
                    .containsEntry("client_assertion", content);
        }
    }

    @Test
    void theProcesssIdentityGoesToMicrosoftAloneAndOnlyWhenAskedFor() {
        AmbientIdentity identity = AmbientIdentity.none()
                .withWorkloadIdentity(workload(Path.of("/nowhere"), "X=y"))
                .withManagedIdentity();
        Provider elsewhere = AzureDevOps.annotated(
                "https://dev.azure.com.example.com/org/project/_git/repo",
                Provider.API_URL,
                "https://dev.azure.com.example.com/org");
        Cell.expect("token: …", () -> minting(identity, elsewhere, Map.of()));
        Cell.expect("token: …", () -> minting(AmbientIdentity.none(), PROVIDER, Map.of()));
    }

    @Test
    void theAuthorityThatAProviderNamesNeverGetsTheProcesssIdentity(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("token"), "federated");
        AmbientIdentity identity = AmbientIdentity.none().withWorkloadIdentity(workload(file, "X=y"));
        Provider annotated =
                AzureDevOps.annotated(SERVICES, AzureDevOpsPublisher.AUTHORITY, "https://login.example.com");
        assertThat(minting(identity, annotated, Map.of("authorityHost", "https://login.example.com"))
                        .uri())
                .hasHost("login.microsoftonline.com");
    }

    @Test
    void aServiceAccountsTokenComesFromTheHook() throws Exception {
        AmbientIdentity identity =
                AmbientIdentity.none().withServiceAccounts((account, audience) -> account + " for " + audience);
        assertThat(new AzureDevOpsPublisher(identity).usesServiceAccounts()).isTrue();
        Provider provider = PROVIDER.toBuilder().serviceAccountName("deployer").build();
        ApiRequest request = minting(identity, provider, Map.of("tenantId", "t", "clientId", "c"));
        assertThat(request.form().orElseThrow())
                .containsEntry("client_assertion", "flux-system/deployer for api://AzureADTokenExchange");
    }

    @Test
    void theManagedIdentityIsAskedForAtTheMachinesMetadataService() throws Exception {
        ApiRequest request = minting(AmbientIdentity.none().withManagedIdentity(), PROVIDER, Map.of());
        assertThat(request.uri().toString()).startsWith("http://169.254.169.254/metadata/identity/oauth2/token?");
        assertThat(request.headers()).containsEntry("Metadata", "true");
    }

    @Test
    void whatIsMissingIsNamed() {
        secret.remove("tenantId");
        Cell.expect("tenantId: …", this::open);
    }

    private static Map<String, String> workload(Path file, String more) {
        return Cell.fields("AZURE_CLIENT_ID=env-app; AZURE_TENANT_ID=env-tenant; AZURE_FEDERATED_TOKEN_FILE=" + file
                + "; " + more);
    }

    /** The first request, to which there is no answer. */
    private static ApiRequest minting(AmbientIdentity identity, Provider provider, Map<String, String> values) {
        ScriptedApi api = new ScriptedApi(AzureDevOps.clock()).then(503, "{}");
        PublisherSession session = new AzureDevOpsPublisher(identity)
                .destination(provider)
                .open(PublisherContexts.over(provider, AzureDevOps.secret(values), api, AzureDevOps.clock()));
        assertPublish("thrown …", session);
        return api.requests().get(0);
    }

    private static void assertPublish(String result, PublisherSession session) {
        Cell.expect(result, () -> session.publish(AzureDevOps.status()));
    }

    private PublisherSession open() {
        Provider provider = AzureDevOps.annotated(
                azure.address("project/repo"),
                AzureDevOpsPublisher.AUTHORITY,
                entra.url().toString());
        return AzureDevOps.open(provider, secret, clock);
    }
}
