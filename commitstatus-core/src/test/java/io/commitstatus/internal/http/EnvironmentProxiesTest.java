package io.commitstatus.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentProxiesTest {

    @Test
    void eachSchemeHasItsOwn() {
        Map<String, String> environment = Map.of("HTTPS_PROXY", "http://secure:3128", "http_proxy", "plain:8080");

        assertThat(to(environment, "https://git.example.com/api")).isEqualTo("secure:3128");
        assertThat(to(environment, "http://git.example.com/api")).isEqualTo("plain:8080");
        assertThat(to(Map.of("HTTP_PROXY", "plain"), "https://git.example.com")).isEqualTo("none");
        assertThat(to(Map.of(), "https://git.example.com")).isEqualTo("none");
    }

    @Test
    void theUpperCaseOneWins() {
        assertThat(to(Map.of("HTTPS_PROXY", "upper:1", "https_proxy", "lower:2"), "https://git.example.com"))
                .isEqualTo("upper:1");
        assertThat(to(Map.of("HTTPS_PROXY", " ", "https_proxy", "lower:2"), "https://git.example.com"))
                .isEqualTo("lower:2");
    }

    @Test
    void itsCredentialsAreSent() {
        assertThat(EnvironmentProxies.of(Map.of("HTTPS_PROXY", "http://user:p%40ss@proxy:3128"))
                        .to(URI.create("https://git.example.com")))
                .map(ProxySettings::authorization)
                .contains("Basic dXNlcjpwQHNz");
    }

    @ParameterizedTest
    @ValueSource(strings = {"socks5://u:squeamish@proxy:1", "http://squeamish:squeamish@", "http://["})
    void whatIsNoHttpProxyIsRefusedWithoutShowingIt(String value) {
        assertThatThrownBy(() -> EnvironmentProxies.of(Map.of("HTTPS_PROXY", value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("environment variable HTTPS_PROXY: ")
                .hasMessageNotContaining("squeamish");
    }

    @ParameterizedTest
    @CsvSource({
        "*, https://git.example.com, true",
        "example.com, https://git.example.com, true",
        "example.com, https://example.com, true",
        "Example.COM, https://git.example.com, true",
        "example.com, https://badexample.com, false",
        ".example.com, https://git.example.com, true",
        ".example.com, https://example.com, false",
        "*.example.com, https://git.example.com, true",
        "git.example.com:8443, https://git.example.com:8443, true",
        "git.example.com:8443, https://git.example.com, false",
        "git.example.com:443, https://git.example.com, true",
        "10.0.0.0/8, https://10.1.2.3, true",
        "10.0.0.0/8, https://11.1.2.3, false",
        "10.0.0.0/8, https://git.example.com, false",
        "10.1.2.3, https://10.1.2.3:8443, true",
        "10.1.2.3:8443, https://10.1.2.3:8443, true",
        "10.1.2.3:8443, https://10.1.2.3, false",
        "10.0.0.0/33, https://10.0.0.0, false",
        "10.0.0.0/x, https://10.0.0.0, false",
        "fd00::/8, https://[fd12::1], true",
        "[fd12::1]:443, https://[fd12::1], true",
        "fd12::1, https://[fd12::1], true",
        "fd00::/8, https://[fe80::1], false",
        "'', https://localhost:8443, true",
        "'', https://127.0.0.1, true",
        "'', https://[::1], true",
        "'', https://git.example.com, false",
        "'one.example, ,.svc,.cluster.local , two.example', https://gitea.forge.svc, true",
        "build_box, https://git.example.com, false"
    })
    void whatIsNamedInNoProxyIsReachedDirectly(String noProxy, String api, boolean direct) {
        assertThat(to(Map.of("HTTPS_PROXY", "proxy:1", "NO_PROXY", noProxy), api))
                .isEqualTo(direct ? "none" : "proxy:1");
    }

    private static String to(Map<String, String> environment, String api) {
        return EnvironmentProxies.of(environment)
                .to(URI.create(api))
                .map(ProxySettings::toString)
                .orElse("none");
    }
}
