package io.commitstatus.testing.forge;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** Plain requests, as a test sends them. */
@SuppressWarnings("exports") // for tests alone
public final class Call {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Call() {}

    public static HttpResponse<String> post(URI uri, Map<String, ?> body) throws IOException, InterruptedException {
        return post(uri, "Bearer t0ken", body);
    }

    public static HttpResponse<String> post(URI uri, String authorization, Map<String, ?> body)
            throws IOException, InterruptedException {
        return send(uri, "POST", authorization, Json.write(body));
    }

    public static HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        return send(uri, "GET", "Bearer t0ken", "");
    }

    private static HttpResponse<String> send(URI uri, String method, String authorization, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Authorization", authorization)
                .timeout(Duration.ofSeconds(5))
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** A body as JSON. */
    public static String json(Object body) {
        return Json.write(body);
    }
}
