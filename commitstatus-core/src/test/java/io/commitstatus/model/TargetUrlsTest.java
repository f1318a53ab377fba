package io.commitstatus.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetUrlsTest {

    @ParameterizedTest
    @CsvSource({
        "https://ci.example.com/runs/7?a=b#c, https://ci.example.com/runs/7?a=b#c",
        "HTTPS://CI.Example.com:8443/Runs, https://ci.example.com:8443/Runs",
        "https://ci.example.com/\u00fc?q=\u00e9#\u00e0, https://ci.example.com/%C3%BC?q=%C3%A9#%C3%A0",
        "https://ci.example.com/a%2Fb%20c, https://ci.example.com/a%2Fb%20c",
        "https://b\u00fccher.example/x, https://xn--bcher-kva.example/x",
        "http://build_box:8080/job/1, http://build_box:8080/job/1",
        "http://[FE80::1]:80/, http://[fe80::1]:80/",
        "https://ci.example.com, https://ci.example.com"
    })
    void aUrlIsKeptInAsciiWithSchemeAndHostInLowerCase(String url, String kept) {
        CommitStatus status = CommitStatus.builder("ab".repeat(20), "deploy", CommitState.SUCCESS)
                .targetUrl(URI.create(url))
                .build();

        assertThat(status.targetUrl()).map(URI::toString).contains(kept);
        assertThat(status.toBuilder().targetUrl(URI.create(kept)).build()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ci.example.com/7", "ftp://ci.example.com/", "https:///7", "mailto:x", "https://a:b:c/", "/7"})
    void anythingElseIsRefused(String url) {
        assertThatThrownBy(() -> TargetUrls.ascii(URI.create(url)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("give an absolute http or https URL");
    }
}
