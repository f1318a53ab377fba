package io.commitstatus.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.commitstatus.spi.PageAnswerException;
import io.commitstatus.spi.http.ApiResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {
    private static final String PAGE = "<!DOCTYPE html><html><head><title>Sign in\n · Forge</title></head></html>";

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 203, 400, 403, 404, 405, 410, 422, 500, 502})
    void aPageIsNoAnswerWhateverItsStatusAndType(int status) {
        for (String type : List.of("text/html", "application/json", "text/plain", "application/xml", "")) {
            for (String body : List.of(PAGE, " \r\n" + PAGE, "\ufeff" + PAGE, "<?xml version='1.0'?><e/>")) {
                assertThatThrownBy(() -> refuse(status, Map.of("Content-Type", type), body))
                        .as("%s %s %s", status, type, body)
                        .isInstanceOfSatisfying(
                                PageAnswerException.class,
                                it -> assertThat(it.status()).isEqualTo(status))
                        .hasMessageStartingWith("HTTP " + status + ", but a page")
                        .hasMessageContaining("is the API at git.example.com:443");
            }
        }
        assertThatThrownBy(() -> refuse(status, Map.of("Content-Type", "text/html"), "Who are you?"))
                .isInstanceOf(PageAnswerException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 401, 429})
    void someStatusesTellWithAPageToo(int status) {
        assertThatCode(() -> refuse(status, Map.of("Content-Type", "text/html"), PAGE))
                .doesNotThrowAnyException();
    }

    @Test
    void aTimeToComeBackIsHeeded() {
        assertThatCode(() -> refuse(503, Map.of("Retry-After", "60"), PAGE)).doesNotThrowAnyException();
    }

    @Test
    void anythingElseIsAnAnswer() {
        for (String body : List.of("", " \n", "{}", "[\"<html>\"]", "{\"id\":", "Retry later", "\u0000\u0001")) {
            assertThatCode(() -> refuse(201, Map.of("Content-Type", "text/plain"), body))
                    .doesNotThrowAnyException();
        }
        assertThatCode(() -> refuse(204, Map.of("Content-Type", "text/html"), ""))
                .as("some gateways add the type to no content at all")
                .doesNotThrowAnyException();
    }

    @Test
    void aPagesTitleIsTold() {
        assertThatThrownBy(() -> refuse(403, Map.of(), PAGE))
                .hasMessageStartingWith(
                        "HTTP 403, but a page (\"Sign in · Forge\") came in place of the API's answer;");
        assertThatThrownBy(() -> refuse(403, Map.of(), "<title>" + "x".repeat(299) + "</title>"))
                .hasMessageContaining("(\"" + "x".repeat(80) + "…\")");
        assertThatThrownBy(() -> refuse(403, Map.of(), "<html>")).hasMessageContaining("but a page came");
    }

    @Test
    void aPageThatRepeatsTheTokenShowsNothingOfIt() {
        for (int before = 40; before < 90; before++) {
            String page = "<title>" + "x".repeat(before) + "squeamish-ossifrage</title>";
            PageAnswerException refusal = catchThrowableOfType(
                    PageAnswerException.class,
                    () -> Pages.refuse(answer(200, Map.of(), page), Redaction.of("squeamish-ossifrage")));
            assertThat(refusal).message().doesNotContain("squ").contains("x".repeat(40));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Server, cloudflare, Cloudflare",
        "CF-RAY, 7d1-FRA, Cloudflare",
        "Server, AkamaiGHost, Akamai",
        "X-Squid-Error, ERR_ACCESS_DENIED 0, a Squid proxy",
        "Server, squid/6.6, a Squid proxy",
        "Server, Zscaler/6.2, Zscaler",
        "X-Iinfo, 12-3-4, Imperva",
        "Server, BigIP, F5 BIG-IP",
        "Server, awselb/2.0, an AWS load balancer",
        "Server, nginx/1.24.0 (Ubuntu), a server that calls itself nginx/1.24.0",
        "Server, Apache, a server that calls itself Apache"
    })
    void whoSeemsToHaveAnsweredIsNamed(String header, String value, String who) {
        assertThatThrownBy(() -> refuse(403, Map.of(header, value), PAGE))
                .hasMessageContaining("answer, from " + who + ";");
    }

    @Test
    void aServersNameThatIsNoneIsNotRepeated() {
        for (String name : List.of("", "<script>", "x".repeat(70), "1\u00e9")) {
            assertThatThrownBy(() -> refuse(403, Map.of("Server", name), PAGE))
                    .hasMessageContaining("API's answer; is");
        }
    }

    private static ApiResponse refuse(int status, Map<String, String> headers, String body) throws PageAnswerException {
        return Pages.refuse(answer(status, headers, body), Redaction.NONE);
    }

    private static ApiResponse answer(int status, Map<String, String> headers, String body) {
        Map<String, List<String>> lists = new TreeMap<>();
        headers.forEach((name, value) -> lists.put(name, List.of(value)));
        return new ApiResponse(
                status,
                URI.create("https://git.example.com/api"),
                lists,
                body.getBytes(StandardCharsets.UTF_8),
                Instant.EPOCH);
    }
}
