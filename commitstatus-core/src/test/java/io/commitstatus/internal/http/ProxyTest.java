package io.commitstatus.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.spi.RequestNotSentException;
import io.commitstatus.spi.http.ApiRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ProxyTest {
    private static final URI PLAIN = URI.create("http://git.example.com/api");
    private static final URI TLS = URI.create("https://git.example.com/api");

    @Test
    void requestsGoThroughTheProxyWithItsCredentials() throws Exception {
        try (RawServer proxy = new RawServer(RawServer.answering("200 OK", Map.of(), "{}"))) {
            Transport transport =
                    new HttpClients().forProvider(provider("http://spec:1"), null, null, proxySecret(proxy));
            transport
                    .apiClient(PLAIN, Duration.ofSeconds(15), true, Redaction.NONE, Clock.systemUTC())
                    .send(ApiRequest.get(PLAIN).build());

            RawServer.Request request = proxy.requests().get(0);
            assertThat(request.target()).isEqualTo("http://git.example.com/api");
            assertThat(request.headers())
                    .containsEntry(
                            "proxy-authorization",
                            "Basic "
                                    + Base64.getEncoder().encodeToString("user:p@ss".getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void theProxysSecretBeatsTheCredentialsWhichBeatTheProvider() {
        Secret credentials = secret(Map.of("proxy", "http://u:p@second:2"));
        Secret own = secret(Map.of("address", "http://first:1"));

        assertThat(ProxySettings.of(provider("http://third:3"), credentials, own))
                .map(ProxySettings::toString)
                .contains("first:1");
        assertThat(ProxySettings.of(provider("http://third:3"), credentials, null))
                .map(ProxySettings::toString)
                .contains("second:2");
        assertThat(ProxySettings.of(provider("http://third"), secret(Map.of()), null))
                .map(ProxySettings::toString)
                .contains("third:80");
        assertThat(ProxySettings.of(
                        Provider.builder("flux-system/forge").type("github").build(), null, null))
                .isEmpty();
    }

    @Test
    void aRefusalOnTheWayToTlsIsExplained() throws Exception {
        try (RawServer proxy = new RawServer(RawServer.answering("407 Proxy Authentication Required", Map.of(), ""))) {
            assertThatThrownBy(() -> tunnel(proxySecret(proxy)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("-Djdk.http.auth.tunneling.disabledSchemes=")
                    .hasMessageNotContaining("p@ss");
            assertThatThrownBy(
                            () -> tunnel(secret(Map.of("address", proxy.uri("").toString()))))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("spec.proxySecretRef");
            assertThat(proxy.requests())
                    .allSatisfy(it -> assertThat(it.method()).isEqualTo("CONNECT"));
        }
    }

    @Test
    void aProxyThatDeniesTheWayIsNamedRatherThanTheGitHost() throws Exception {
        for (String status : List.of("403 Forbidden", "404 Not Found", "502 Bad Gateway", "503 Busy")) {
            try (RawServer proxy = new RawServer(RawServer.answering(status, Map.of(), "<html>denied</html>"))) {
                Secret address = secret(Map.of("address", proxy.uri("").toString()));
                assertThatThrownBy(() -> tunnel(address))
                        .as(status)
                        .isInstanceOf(RequestNotSentException.class)
                        .hasMessageStartingWith("the proxy " + proxy.uri("").getAuthority() + " answered HTTP "
                                + status.substring(0, 3) + " in place of a connection to git.example.com:443;");
            }
        }
    }

    @Test
    void aDeadProxyIsNamedRatherThanTheGitHost() throws Exception {
        URI dead;
        try (RawServer proxy = new RawServer(RawServer.answering("200 OK", Map.of(), ""))) {
            dead = proxy.uri("");
        }
        assertThatThrownBy(() -> tunnel(secret(Map.of("address", dead.toString()))))
                .isInstanceOf(RequestNotSentException.class)
                .hasMessageContaining("cannot connect to proxy " + dead.getAuthority())
                .hasMessageNotContaining("git.example.com");
    }

    @Test
    void theEnvironmentsProxyIsForProvidersThatNameNone() {
        HttpClients clients = new HttpClients();
        Optional<ProxySettings> environment =
                EnvironmentProxies.of(Map.of("HTTPS_PROXY", "environment:3")).to(TLS);
        Provider none = Provider.builder("flux-system/forge").type("github").build();

        assertThat(clients.forProvider(none, null, null, null, environment).proxy())
                .map(ProxySettings::toString)
                .contains("environment:3");
        assertThat(clients.forProvider(provider("http://own:1"), null, null, null, environment)
                        .proxy())
                .map(ProxySettings::toString)
                .contains("own:1");
    }

    @Test
    void whatIsNoHttpProxyIsRefusedWithoutShowingIt() {
        for (String address : new String[] {
            "socks5://u:squeamish@proxy:1",
            "squeamish",
            "squeamish:3128",
            "squeamish:u@proxy:1",
            "http://squeamish:squeamish@",
            "http://["
        }) {
            assertThatThrownBy(() -> ProxySettings.of(provider(address), null, null))
                    .isInstanceOfSatisfying(
                            InvalidFieldException.class,
                            it -> assertThat(it.field()).isEqualTo("spec.proxy"))
                    .hasMessageContaining("http://proxy:3128")
                    .hasMessageNotContaining("squeamish");
        }
        assertThatThrownBy(() -> ProxySettings.of(provider("http://x"), null, secret(Map.of())))
                .isInstanceOf(InvalidFieldException.class)
                .hasMessageContaining("has no key \"address\"");
    }

    @Test
    void credentialsAreNotShown() {
        Optional<ProxySettings> settings = ProxySettings.of(provider("http://u:squeamish@proxy:1"), null, null);

        assertThat(settings).map(ProxySettings::authorization).isPresent();
        assertThat(settings.toString()).isEqualTo("Optional[proxy:1]");
    }

    private static void tunnel(Secret proxy) throws Exception {
        new HttpClients()
                .forProvider(provider("http://spec:1"), null, null, proxy)
                .apiClient(TLS, Duration.ofSeconds(15), false, Redaction.NONE, Clock.systemUTC())
                .send(ApiRequest.get(TLS).build());
    }

    private static Secret proxySecret(RawServer proxy) {
        return secret(Map.of("address", proxy.uri("").toString(), "username", "user", "password", "p@ss"));
    }

    private static Provider provider(String proxy) {
        return Provider.builder("flux-system/forge").type("github").proxy(proxy).build();
    }

    private static Secret secret(Map<String, String> values) {
        return Secret.of(new NamespacedName("flux-system", "proxy"), values);
    }
}
