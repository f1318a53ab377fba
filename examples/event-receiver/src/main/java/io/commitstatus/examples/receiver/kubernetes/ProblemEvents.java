package io.commitstatus.examples.receiver.kubernetes;

import io.commitstatus.model.Problem;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes problems back to the cluster, as Events on the objects that have them: {@code kubectl describe provider} shows
 * them. Each once, until it is gone. Needs the right to create events. Thread-safe.
 */
public final class ProblemEvents implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemEvents.class);
    private static final String REASON = "CommitStatusConfiguration";
    private static final String COMPONENT = "commitstatus-event-receiver";
    private static final int MAX_MESSAGE = 1024;

    private final KubernetesClient client;
    private final Clock clock;
    /** Of its own, since the API may hang. */
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "cluster-events");
        made.setDaemon(true);
        return made;
    });
    /** Used on that thread. */
    private Set<String> told = new HashSet<>();

    /** Writes nothing yet. */
    public ProblemEvents(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /** Tells those that are new. */
    public void tell(ClusterObjects objects, List<Problem> problems) {
        thread.execute(() -> {
            Set<String> now = new HashSet<>();
            for (Problem problem : problems) {
                objects.about(problem).ifPresent(it -> {
                    String text = (problem.path().isEmpty() ? "" : problem.path() + ": ") + problem.message();
                    String once = it.getMetadata().getUid() + " " + text;
                    if (told.contains(once) || write(it, text)) {
                        now.add(once);
                    }
                });
            }
            told = now;
        });
    }

    private boolean write(HasMetadata object, String text) {
        try {
            client.v1()
                    .events()
                    .inNamespace(object.getMetadata().getNamespace())
                    .resource(event(object, text))
                    .create();
            return true;
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("object", object.getMetadata().getName())
                    .addKeyValue("reason", e.getMessage())
                    .log("a problem could not be written to the cluster; it is tried again at the next change");
            return false;
        }
    }

    private Event event(HasMetadata object, String text) {
        String now = Instant.now(clock).truncatedTo(ChronoUnit.SECONDS).toString();
        return new EventBuilder()
                .withNewMetadata()
                .withGenerateName(object.getMetadata().getName() + ".")
                .withNamespace(object.getMetadata().getNamespace())
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion(object.getApiVersion())
                .withKind(object.getKind())
                .withNamespace(object.getMetadata().getNamespace())
                .withName(object.getMetadata().getName())
                .withUid(object.getMetadata().getUid())
                .endInvolvedObject()
                .withType("Warning")
                .withReason(REASON)
                .withMessage(text.length() > MAX_MESSAGE ? text.substring(0, MAX_MESSAGE) : text)
                .withNewSource()
                .withComponent(COMPONENT)
                .endSource()
                .withFirstTimestamp(now)
                .withLastTimestamp(now)
                .withCount(1)
                .build();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
