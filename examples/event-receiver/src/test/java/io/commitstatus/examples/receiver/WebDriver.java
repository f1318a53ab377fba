package io.commitstatus.examples.receiver;

import io.commitstatus.spi.http.ApiResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A headless Chromium, by W3C's WebDriver protocol, as far as these tests need it. */
final class WebDriver implements AutoCloseable {
    private static final List<String> DRIVERS = List.of("/usr/bin/chromedriver", "/usr/local/bin/chromedriver");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Process process;
    private final URI session;

    private WebDriver(Process process, URI session) {
        this.process = process;
        this.session = session;
    }

    /** Empty where there is no driver. */
    static Optional<WebDriver> start() throws Exception {
        Optional<String> driver =
                DRIVERS.stream().filter(it -> Files.isExecutable(Path.of(it))).findFirst();
        if (driver.isEmpty()) {
            return Optional.empty();
        }
        Process process = new ProcessBuilder(driver.get(), "--port=0")
                .redirectErrorStream(true)
                .start();
        URI url = URI.create("http://127.0.0.1:" + port(process) + "/");
        Object made = post(url.resolve("session"), """
                {"capabilities": {"alwaysMatch": {"goog:chromeOptions": {"args":
                  ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]}}}}""");
        return Optional.of(new WebDriver(
                process, url.resolve("session/" + ((Map<?, ?>) Objects.requireNonNull(made)).get("sessionId") + "/")));
    }

    private static String port(Process process) throws IOException {
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        Pattern port = Pattern.compile("successfully on port ([0-9]+)");
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Matcher found = port.matcher(line);
            if (found.find()) {
                return found.group(1);
            }
        }
        throw new IOException("the driver did not start");
    }

    void open(URI page) throws Exception {
        post(session.resolve("url"), "{\"url\": \"" + page + "\"}");
    }

    /** Emulates a screen, high enough for all of the page. */
    void screen(int width, boolean dark) throws Exception {
        devTools(
                "Emulation.setDeviceMetricsOverride",
                "{\"width\": " + width + ", \"height\": " + 2_800_000 / width
                        + ", \"deviceScaleFactor\": 1, \"mobile\": false}");
        devTools(
                "Emulation.setEmulatedMedia",
                "{\"features\": [{\"name\": \"prefers-color-scheme\", \"value\": \"" + (dark ? "dark" : "light")
                        + "\"}]}");
    }

    /** Presses a key, such as {@code Tab}. */
    void press(String key, int code) throws Exception {
        for (String type : List.of("keyDown", "keyUp")) {
            devTools(
                    "Input.dispatchKeyEvent",
                    "{\"type\": \"" + type + "\", \"key\": \"" + key + "\", \"code\": \"" + key
                            + "\", \"windowsVirtualKeyCode\": " + code
                            + (key.equals("Enter") ? ", \"text\": \"\\r\"" : "")
                            + "}");
        }
    }

    private void devTools(String command, String parameters) throws Exception {
        post(session.resolve("goog/cdp/execute"), "{\"cmd\": \"" + command + "\", \"params\": " + parameters + "}");
    }

    /** {@return what a script returns} */
    @Nullable
    Object run(String script) throws Exception {
        return post(session.resolve("execute/sync"), "{\"args\": [], \"script\": " + quoted(script) + "}");
    }

    void screenshot(Path file) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(session.resolve("screenshot")).build();
        String answer = CLIENT.send(request, BodyHandlers.ofString()).body();
        String base64 = answer.substring(answer.indexOf(":\"") + 2, answer.lastIndexOf('"'));
        Files.write(file, Base64.getDecoder().decode(base64));
    }

    private static @Nullable Object post(URI to, String json) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(to)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
        byte[] body = CLIENT.send(request, BodyHandlers.ofByteArray()).body();
        Object answer =
                new ApiResponse(200, to, Map.of(), body, Instant.EPOCH).json().orElseThrow();
        Object value = ((Map<?, ?>) answer).get("value");
        if (value instanceof Map<?, ?> it && it.containsKey("error")) {
            throw new IOException(it.get("error") + ": " + it.get("message"));
        }
        return value;
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : Objects.requireNonNull(text).toCharArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append("\\u%04x".formatted((int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    @Override
    public void close() {
        String whole = session.toString();
        URI ending = URI.create(whole.substring(0, whole.length() - 1));
        try {
            CLIENT.sendAsync(HttpRequest.newBuilder(ending).DELETE().build(), BodyHandlers.discarding())
                    .join();
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }
}
