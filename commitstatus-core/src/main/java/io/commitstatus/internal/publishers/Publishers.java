package io.commitstatus.internal.publishers;

import io.commitstatus.model.CommitStatusException;
import io.commitstatus.spi.CommitStatusPublisher;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The publishers by lower-case type, sorted: the order in which services are found differs from run to run. */
public final class Publishers {
    private static final Logger LOG = LoggerFactory.getLogger(Publishers.class);

    private Publishers() {}

    /**
     * Those on the class path or module path that the service's own class loader sees. One that cannot be instantiated is
     * logged and left out.
     *
     * @throws CommitStatusException when two serve one type
     */
    public static NavigableMap<String, CommitStatusPublisher> discovered() {
        Iterator<ServiceLoader.Provider<CommitStatusPublisher>> services =
                ServiceLoader.load(CommitStatusPublisher.class, CommitStatusPublisher.class.getClassLoader()).stream()
                        .iterator();
        List<CommitStatusPublisher> found = new ArrayList<>();
        while (hasNext(services)) {
            instantiate(services, found);
        }
        return of(found);
    }

    /**
     * Exactly these.
     *
     * @throws CommitStatusException when two serve one type
     */
    public static NavigableMap<String, CommitStatusPublisher> of(
            Collection<? extends CommitStatusPublisher> publishers) {
        NavigableMap<String, CommitStatusPublisher> byType = new TreeMap<>();
        for (CommitStatusPublisher publisher : publishers) {
            String type = publisher.type().toLowerCase(Locale.ROOT);
            CommitStatusPublisher other = byType.putIfAbsent(type, publisher);
            if (other != null) {
                throw new CommitStatusException("two publishers serve the type \"" + type + "\": "
                        + other.getClass().getName() + " and "
                        + publisher.getClass().getName() + "; keep one of them on the class path");
            }
        }
        return Collections.unmodifiableNavigableMap(byType);
    }

    /** {@return the types for people, as in {@code github, gitlab}, or {@code none}} */
    public static String types(Map<String, CommitStatusPublisher> publishers) {
        return publishers.isEmpty() ? "none" : String.join(", ", publishers.keySet());
    }

    /** A faulty line in a services file is met here; the iterator has then moved past it. */
    private static boolean hasNext(Iterator<?> services) {
        while (true) {
            try {
                return services.hasNext();
            } catch (ServiceConfigurationError e) {
                LOG.atWarn().setCause(e).log("A commit status publisher cannot be loaded and is left out");
            }
        }
    }

    private static void instantiate(
            Iterator<ServiceLoader.Provider<CommitStatusPublisher>> services, List<CommitStatusPublisher> found) {
        String name = "unknown";
        try {
            ServiceLoader.Provider<CommitStatusPublisher> service = services.next();
            name = service.type().getName();
            found.add(service.get());
        } catch (ServiceConfigurationError | LinkageError e) {
            LOG.atWarn()
                    .addKeyValue("publisher", name)
                    .setCause(e)
                    .log("A commit status publisher cannot be instantiated and is left out");
        }
    }
}
