package io.commitstatus.examples.receiver;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A receiver in a process of its own, which can be killed. */
final class ReceiverProcess implements AutoCloseable {
    /** Connections of its own, since those to a killed process are good for nothing. */
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Process process;
    private final URI url;
    private final URI adminUrl;

    private ReceiverProcess(Process process, URI url, URI adminUrl) {
        this.process = process;
        this.url = url;
        this.adminUrl = adminUrl;
    }

    static ReceiverProcess start(Path dir, List<String> jvm, String... options) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classPath()));
        command.addAll(jvm);
        command.add(ReceiverForTests.class.getName());
        command.addAll(Fixture.arguments(dir, List.of(options)));
        Process process = new ProcessBuilder(command)
                .redirectError(dir.resolve("receiver.log").toFile())
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        if (line == null) {
            throw new IOException("the receiver did not start; see receiver.log");
        }
        String[] urls = line.split(" ", -1);
        return new ReceiverProcess(process, URI.create(urls[0]), URI.create(urls[1]));
    }

    /** That of this process, or of the class loader in which Maven runs a program. */
    private static String classPath() {
        if (ReceiverProcess.class.getClassLoader() instanceof URLClassLoader loader) {
            return Arrays.stream(loader.getURLs())
                    .map(it -> Path.of(URI.create(it.toString())).toString())
                    .collect(Collectors.joining(File.pathSeparator));
        }
        return System.getProperty("java.class.path");
    }

    /** {@return the status of the answer} */
    int post(String event) throws IOException, InterruptedException {
        return client.send(
                        HttpRequest.newBuilder(url)
                                .timeout(Duration.ofSeconds(30))
                                .POST(BodyPublishers.ofString(event))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    String get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(adminUrl.resolve(path)).build(), BodyHandlers.ofString())
                .body();
    }

    URI url() {
        return url;
    }

    long id() {
        return process.pid();
    }

    /** {@return the time that it has computed} */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM. {@return whether it ended in time} */
    boolean terminate(Duration within) throws InterruptedException {
        process.destroy();
        return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
