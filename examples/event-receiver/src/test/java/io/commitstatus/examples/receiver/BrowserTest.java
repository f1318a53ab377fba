package io.commitstatus.examples.receiver;

import static io.commitstatus.examples.receiver.Fixture.COMMIT;
import static io.commitstatus.examples.receiver.Fixture.alert;
import static io.commitstatus.examples.receiver.Fixture.event;
import static io.commitstatus.examples.receiver.Fixture.provider;
import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.testing.forge.Fault;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a browser: both widths, both themes, and what one does on it. Screenshots are left in target. */
class BrowserTest {
    private static final Path SCREENSHOTS = Path.of("target/screenshots");

    @TempDir
    Path dir;

    @Test
    void itWorksAndIsAccessible() throws Exception {
        Optional<WebDriver> found = WebDriver.start();
        Assumptions.assumeTrue(found.isPresent(), "there is no chromedriver; apt-get install chromium-driver");
        Files.createDirectories(SCREENSHOTS);
        try (WebDriver browser = found.orElseThrow();
                Fixture it = Fixture.patient(dir)) {
            URI page = it.receiver.adminUrl();
            look(browser, page, "empty", 390, true);

            browser.press("Tab", 9);
            assertThat(text(browser, "document.activeElement.innerText")).isEqualTo("Skip to what is wrong");
            browser.press("Enter", 13);
            Fixture.until(
                    "it is skipped to", () -> text(browser, "location.hash").equals("#now"));

            somethingHappens(it);
            browser.run("document.querySelector('form[action=check] button').click()");
            Fixture.until("the credentials are checked", () -> {
                open(browser, page);
                return text(browser).contains("seems to work");
            });
            for (int width : new int[] {1280, 390}) {
                look(browser, page, "busy", width, false);
                look(browser, page, "busy", width, true);
            }

            it.github.forge().clearFaults();
            browser.run("document.querySelector('button[name=all]').click()");
            Fixture.until("the answer is shown", () -> text(browser).contains("tried again."));
            Fixture.until(
                    "the commit is marked", () -> it.shown(COMMIT, "refused").isPresent());

            browser.run(
                    "document.querySelector('[name=q]').value = 'seventh'; document.querySelector('.filter').submit()");
            Fixture.until(
                    "the filter works",
                    () -> text(browser).contains("the seventh")
                            && !text(browser).contains("app-8/"));
        }
    }

    private static void somethingHappens(Fixture it) throws Exception {
        for (int i = 0; i < 12; i++) {
            String event = event(
                            "app-" + i,
                            "%016x%024x".formatted((i + 1) * 0x9E3779B97F4A7C15L, i),
                            i == 7 ? "the seventh" : "Applied revision")
                    .replace("2026-01-01T00:00:00Z", Instant.now().toString());
            it.post("/", i % 3 == 0 ? event.replace("\"info\"", "\"error\"") : event);
        }
        Fixture.until("they have ended", () -> it.shows("commitstatus_waiting 0.0"));
        it.github.forge().next(Fault.answer(422, "{}"));
        it.post("/", event("refused", COMMIT, "a-very-long-word-".repeat(20)));
        Files.writeString(it.config.resolve("broken.yaml"), provider("broken", "org", it.github) + alert("broken"));
        Fixture.until(
                "all is known",
                () -> it.shows("commitstatus_undelivered 1.0") && it.shows("commitstatus_configuration_problems 2.0"));
        it.post("/", event("app-1", COMMIT, "m"));
        it.github.forge().nextFor(request -> request.method().equals("POST"), unavailable());
        it.post("/", event("later", COMMIT, "Health check passed"));
    }

    private static Fault[] unavailable() {
        Fault[] faults = new Fault[20];
        Arrays.fill(faults, Fault.answer(503, "{\"message\": \"The service is being updated\"}"));
        return faults;
    }

    private static void look(WebDriver browser, URI page, String name, int width, boolean dark) throws Exception {
        browser.screen(width, dark);
        browser.open(page);
        String screen = name + "-" + width + (dark ? "-dark" : "");
        browser.screenshot(SCREENSHOTS.resolve(screen + ".png"));
        assertThat(browser.run("return document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .as("what is wider than the screen %s", screen)
                .isEqualTo(0);
        assertThat(violations(browser)).as(screen).isEmpty();
    }

    /** Axe is run past the page's policy, as a driver's scripts are. */
    private static List<?> violations(WebDriver browser) throws Exception {
        browser.run(axe());
        browser.run(
                "window.violations = undefined;"
                        + " axe.run().then(it => { window.violations = it.violations.map(v => v.id + ' ' + v.nodes[0].html) })");
        Fixture.until("axe is done", () -> run(browser, "return window.violations !== undefined") == Boolean.TRUE);
        return (List<?>) Objects.requireNonNull(run(browser, "return window.violations"));
    }

    private static String axe() throws Exception {
        try (InputStream in = Objects.requireNonNull(BrowserTest.class.getResourceAsStream("/axe.min.js"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String text(WebDriver browser) {
        return text(browser, "document.body.innerText");
    }

    private static String text(WebDriver browser, String expression) {
        return String.valueOf(run(browser, "return " + expression));
    }

    private static void open(WebDriver browser, URI page) {
        try {
            browser.open(page);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Object run(WebDriver browser, String script) {
        try {
            return Objects.requireNonNullElse(browser.run(script), Map.of());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
