package io.commitstatus.policy;

import java.net.URI;
import java.util.Optional;

/**
 * Makes a status's target URL. Thread-safe; asked once for each status.
 *
 * <pre>{@code
 * TargetUrlStrategy urls = context -> Optional.of(
 *         URI.create("https://grafana.example.com/?var-name=" + context.event().involvedObject().name()));
 * }</pre>
 *
 * @since 0.1
 */
@FunctionalInterface
public interface TargetUrlStrategy {

    /**
     * The page that tells more, an absolute http or https URL. Where it is empty, the metadata {@code targetUrl} is used;
     * where that is absent too and the vendor demands a URL, the commit's page. An exception skips the event for that Alert,
     * with the reason in the receipt.
     */
    Optional<URI> targetUrl(StatusContext context);

    /** No URL but that of the metadata; the default. */
    static TargetUrlStrategy none() {
        return context -> Optional.empty();
    }
}
