package io.commitstatus.examples.receiver;

import static io.commitstatus.examples.receiver.Fixture.COMMIT;
import static io.commitstatus.examples.receiver.Fixture.event;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page. */
class PageTest {
    private static final String HOSTILE = "<script>alert('1')</script><img src=x onerror='x()'> & more";

    @TempDir
    Path dir;

    private static String untilShown(Fixture it, String text) throws Exception {
        String[] page = {""};
        Fixture.until("the page shows " + text, () -> {
            try {
                page[0] = it.get("/").body();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            return page[0].contains(text);
        });
        return page[0];
    }

    private static String hidden(String page, String name) {
        Matcher value =
                Pattern.compile("name=\"" + name + "\" value=\"([^\"]+)\"").matcher(page);
        assertThat(value.find()).as(name).isTrue();
        return value.group(1);
    }

    private static int replay(Fixture it, String form, String id) throws Exception {
        String body = "form=" + URLEncoder.encode(form, StandardCharsets.UTF_8) + "&id="
                + URLEncoder.encode(id, StandardCharsets.UTF_8);
        return it.post("/replay", body, "Content-Type", "application/x-www-form-urlencoded")
                .statusCode();
    }

    @Test
    void theLastStatusesAreShown() throws Exception {
        try (Fixture it = Fixture.start(dir)) {
            it.post("/", event("apps", COMMIT, "Applied revision"));

            assertThat(untilShown(it, "<td>delivered</td>"))
                    .contains(
                            "<td>github org/repo</td>",
                            "<td>" + COMMIT + "</td>",
                            "<td>kustomization/apps/test</td>",
                            "<td>Applied revision</td>");
        }
    }

    @Test
    void aHostileMessageIsText() throws Exception {
        try (Fixture it = Fixture.start(dir)) {
            it.post("/", event("apps", COMMIT, HOSTILE));

            String page = untilShown(it, "<td>delivered</td>");

            assertThat(page)
                    .contains("<td>&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&lt;img src=x "
                            + "onerror=&#39;x()&#39;&gt; &amp; more</td>")
                    .doesNotContain("<script", "<img");
            assertThat(it.get("/").headers().firstValue("Content-Security-Policy"))
                    .hasValueSatisfying(policy -> assertThat(policy)
                            .startsWith("default-src 'none'; ")
                            .contains("frame-ancestors 'none'")
                            .doesNotContain("unsafe", "script-src"));
        }
    }

    @Test
    void aRejectedStatusIsShownWithItsReasonAndCanBeReplayed() throws Exception {
        try (Fixture it = Fixture.start(dir)) {
            it.github.onlyRepositories("org/another");
            it.post("/", event("apps", COMMIT, "Applied revision"));
            String page = untilShown(it, "<td>REJECTED: ");
            it.github.onlyRepositories(Fixture.REPOSITORY);

            assertThat(replay(it, "guessed", hidden(page, "id"))).isEqualTo(403);
            assertThat(replay(it, hidden(page, "form"), hidden(page, "id"))).isEqualTo(303);

            Fixture.until("the commit is marked", () -> it.shown(COMMIT, "apps").isPresent());
            assertThat(untilShown(it, "<td>delivered</td>")).doesNotContain("<button>");
        }
    }

    @Test
    void aTokenProtectsThePageAndTheButton() throws Exception {
        Path token = dir.resolve("page-token");
        Files.writeString(token, "s3cret\n");
        try (Fixture it = Fixture.start(dir, "--page-token-file=" + token)) {
            assertThat(it.get("/").statusCode()).isEqualTo(401);
            assertThat(it.get("/").headers().firstValue("WWW-Authenticate"))
                    .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Basic "));
            assertThat(it.get("/", "Authorization", basic("any:wrong")).statusCode())
                    .isEqualTo(401);
            assertThat(it.get("/", "Authorization", "Basic !").statusCode()).isEqualTo(401);
            assertThat(replay(it, "f", "i")).isEqualTo(401);
            assertThat(it.get("/", "Authorization", basic("any:s3cret")).statusCode())
                    .isEqualTo(200);
            assertThat(it.post("/", "{}").statusCode()).isEqualTo(202);

            Files.writeString(token, "\n");
            assertThat(it.get("/", "Authorization", basic("any:")).statusCode()).isEqualTo(401);
        }
    }

    private static String basic(String userAndPassword) {
        return "Basic " + Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
    }
}
