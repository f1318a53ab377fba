package io.commitstatus.examples.receiver;

import static io.commitstatus.examples.receiver.Fixture.COMMIT;
import static io.commitstatus.examples.receiver.Fixture.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.testing.forge.Fault;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page. */
class PageTest {
    private static final String HOSTILE = "<script>alert('1')</script><img src=x onerror='x()'> & more";

    private static final String DELIVERED = "</span> delivered</span>";

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
        return it.submit("/replay", body).statusCode();
    }

    @Test
    void theLastStatusesAreShown() throws Exception {
        try (Fixture it = Fixture.start(dir)) {
            it.post("/", event("apps", COMMIT, "Applied revision"));

            assertThat(untilShown(it, DELIVERED))
                    .contains(
                            "href=\"https://github.com/org/repo\" rel=\"noreferrer\">org/repo</a>",
                            "title=\"" + COMMIT + "\"",
                            "<code>" + COMMIT.substring(0, 8) + "</code>",
                            "https://github.com/org/repo/commit/" + COMMIT,
                            ">kustomization/apps/test<",
                            ">Applied revision<",
                            "1 delivered</a>, 0 not",
                            "Nothing is wrong.");
        }
    }

    @Test
    void aHostileMessageIsText() throws Exception {
        try (Fixture it = Fixture.start(dir)) {
            it.post("/", event("apps", COMMIT, HOSTILE));

            String page = untilShown(it, DELIVERED);

            assertThat(page)
                    .contains("&lt;script&gt;alert('1')&lt;/script&gt;&lt;img src=x onerror='x()'&gt; &amp; more<")
                    .doesNotContain("<script", "<img");
            assertThat(it.get("/?q=%22%3E%3Cscript%3E&page=x").body())
                    .contains("value=\"&#34;")
                    .doesNotContain("<script");
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
            it.github.forge().next(Fault.answer(422, "{}"));
            it.post("/", event("apps", COMMIT, "Applied revision"));
            String page = untilShown(it, "</span> rejected</span>");

            assertThat(replay(it, "guessed", hidden(page, "shown"))).isEqualTo(403);
            assertThat(replay(it, hidden(page, "form"), hidden(page, "shown"))).isEqualTo(303);

            Fixture.until("the commit is marked", () -> it.shown(COMMIT, "apps").isPresent());
            assertThat(untilShown(it, DELIVERED)).contains("Everything that was taken has arrived");
        }
    }

    @Test
    void filtersAndPagesNarrowWhatIsShown() throws Exception {
        try (Fixture it = Fixture.start(dir)) {
            for (int i = 0; i < 60; i++) {
                it.post("/", event("app-" + i, "%040x".formatted(i), i == 7 ? "the seventh" : "another"));
            }
            Fixture.until(
                    "all have ended",
                    () -> it.shows(
                            "commitstatus_settled_total{outcome=\"delivered\",rejection=\"\",type=\"github\"} 60.0"));

            assertThat(it.get("/").body()).contains("Page 1 of 2", "Older");
            assertThat(it.get("/?page=2").body()).contains("Page 2 of 2", "Newer");
            assertThat(it.get("/?page=9").body()).contains("Page 2 of 2");
            assertThat(it.get("/?q=SEVENTH").body()).contains("app-7/test").doesNotContain("app-8/test", "Page 1");
            assertThat(it.get("/?outcome=rejected").body()).contains("None is like this");
            assertThat(it.get("/?state=failure").body()).contains("None is like this");
            assertThat(it.get("/?provider=flux-system/github").body()).contains("Page 1 of 2");
        }
    }

    @Test
    void allThatIsShownCanBeReplayedWithAnAnswer() throws Exception {
        try (Fixture it = Fixture.start(dir)) {
            it.github.forge().next(Fault.answer(422, "{}"), Fault.answer(422, "{}"));
            it.post("/", event("one", COMMIT, "m"));
            it.post("/", event("two", COMMIT, "m"));
            String page = untilShown(it, "Replay all shown (2)");
            assertThat(it.get("/?q=two").body())
                    .contains("Replay all shown (1)")
                    .doesNotContain("kustomization/one");
            assertThat(it.get("/?outcome=expired").body()).contains("None of them is like this.");

            Matcher shown = Pattern.compile("name=\"shown\" value=\"([^\"]+)\"").matcher(page);
            StringBuilder form = new StringBuilder("all=yes&form=" + hidden(page, "form"));
            while (shown.find()) {
                form.append("&shown=").append(shown.group(1));
            }
            var answer = it.submit("/replay", form.toString());

            assertThat(answer.statusCode()).isEqualTo(303);
            assertThat(it.get("/"
                                    + answer.headers()
                                            .firstValue("Location")
                                            .orElseThrow()
                                            .substring(1))
                            .body())
                    .contains("2 statuses are tried again.");
            Fixture.until(
                    "both are marked",
                    () -> it.shown(COMMIT, "one").isPresent()
                            && it.shown(COMMIT, "two").isPresent());
        }
    }

    @Test
    void whatIsTriedAgainIsShownWithItsReason() throws Exception {
        try (Fixture it = Fixture.start(dir)) {
            it.github.forge().next(Fault.answer(502, "bad gateway"));
            it.post("/", event("apps", COMMIT, "Applied revision"));

            assertThat(untilShown(it, "</span> waiting</span>"))
                    .contains("502", "kustomization/apps/test", "retry in ")
                    .doesNotContain("PT");
            assertThat(untilShown(it, DELIVERED)).contains("Nothing waits.");
        }
    }

    @Test
    void credentialsAreCheckedWhenOneAsksAndNotForEachView() throws Exception {
        try (Fixture it = Fixture.patient(dir)) {
            it.github.scopes("a-token", "read:org");
            String page = it.get("/").body();
            assertThat(page).contains("Not checked yet.", "</span> not checked</span>");
            assertThat(it.submit("/check", "form=guessed").statusCode()).isEqualTo(403);
            assertThat(it.github.forge().requestCount()).isZero();

            String form = "form=" + hidden(page, "form");
            assertThat(it.submit("/check", form).headers().firstValue("Location"))
                    .contains(".?checking=1");

            assertThat(untilShown(it, "</span> may not write</span>"))
                    .contains(
                            "Provider flux-system/github may not write statuses: ",
                            "Last checked: <time",
                            " requests left",
                            "read:org");
            int asked = it.github.forge().requestCount();
            String again =
                    it.submit("/check", form).headers().firstValue("Location").orElseThrow();
            assertThat(again).isEqualTo(".?checking=0");
            assertThat(it.get("/" + again.substring(1)).body()).contains("asked less than a minute ago");
            assertThat(it.github.forge().requestCount()).isEqualTo(asked);

            // What is delivered since counts more than what was found before.
            it.github.scopes("a-token", "repo");
            it.post("/", event("apps", COMMIT, "m"));
            assertThat(untilShown(it, "</span> delivering</span>")).contains("Nothing is wrong.");
        }
    }

    @Test
    void aTokenThatEndsSoonIsTold() throws Exception {
        try (Fixture it = Fixture.patient(dir)) {
            it.github.ends("a-token", Instant.now().plus(Duration.ofHours(30)));
            it.submit("/check", "form=" + hidden(it.get("/").body(), "form"));

            assertThat(untilShown(it, "The token of Provider flux-system/github ends in 1 d."))
                    .contains("</span> look at</span>");
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
            assertThat(it.submit("/check", "form=f").statusCode()).isEqualTo(401);
            assertThat(it.get("/style.css").statusCode()).isEqualTo(401);
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
