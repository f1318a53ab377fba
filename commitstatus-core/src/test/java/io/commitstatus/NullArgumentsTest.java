package io.commitstatus;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.internal.config.check.StubPublisher;
import io.commitstatus.model.Alert;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.DeliveryKey;
import io.commitstatus.model.Event;
import io.commitstatus.model.EventSource;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.ObjectReference;
import io.commitstatus.model.Problem;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Rejection;
import io.commitstatus.model.Secret;
import io.commitstatus.model.Severity;
import io.commitstatus.outbox.FileOutbox;
import io.commitstatus.outbox.MemoryOutbox;
import io.commitstatus.outbox.Outbox;
import io.commitstatus.policy.Outcome;
import io.commitstatus.policy.RetryPolicy;
import io.commitstatus.policy.SecretResolver;
import io.commitstatus.policy.StatusContext;
import io.commitstatus.spi.CommitStatusPublisher;
import io.commitstatus.spi.RateLimit;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whoever hands over null, as from an environment variable that is not set, is told so in a sentence that names what it was. */
class NullArgumentsTest {
    private static final NamespacedName NAME = NamespacedName.parse("apps/one");
    private static final String COMMIT = "a".repeat(40);
    private static final CommitStatus STATUS = CommitStatus.success(COMMIT, "k", "x");
    private static final Event EVENT = Event.builder("Kustomization", NAME).build();
    private static final Alert ALERT = Alert.builder(NAME).provider("one").build();
    private static final Provider PROVIDER =
            Provider.builder(NAME).type("github").build();

    private static final Map<Class<?>, Object> VALUES = Map.ofEntries(
            Map.entry(String.class, "apps/one"),
            Map.entry(NamespacedName.class, NAME),
            Map.entry(CommitStatus.class, STATUS),
            Map.entry(CommitState.class, CommitState.SUCCESS),
            Map.entry(Event.class, EVENT),
            Map.entry(Alert.class, ALERT),
            Map.entry(Provider.class, PROVIDER),
            Map.entry(Secret.class, Secret.of(NAME, Map.of())),
            Map.entry(EventSource.class, EventSource.of("K", "*")),
            Map.entry(Severity.class, Severity.INFO),
            Map.entry(ObjectReference.class, EVENT.involvedObject()),
            Map.entry(Duration.class, Duration.ofSeconds(1)),
            Map.entry(Instant.class, Instant.EPOCH),
            Map.entry(URI.class, URI.create("https://example.com/")),
            Map.entry(Path.class, Path.of("nowhere")),
            Map.entry(Map.class, Map.of()),
            Map.entry(List.class, List.of()),
            Map.entry(Collection.class, List.of()),
            Map.entry(Optional.class, Optional.empty()),
            Map.entry(InputStream.class, new ByteArrayInputStream(new byte[0])),
            Map.entry(Clock.class, Clock.systemUTC()),
            Map.entry(RetryPolicy.class, RetryPolicy.defaults()),
            Map.entry(CommitStatusPublisher.class, new StubPublisher("stub")),
            Map.entry(Problem.Level.class, Problem.Level.ERROR),
            Map.entry(Problem.Subject.class, new Problem.Subject("Alert", NAME)),
            Map.entry(Outcome.Kind.class, Outcome.Kind.DELIVERED),
            Map.entry(Rejection.class, Rejection.INVALID),
            Map.entry(RateLimit.class, new RateLimit(1, Duration.ofSeconds(1))),
            Map.entry(Configuration.class, Configuration.builder().build()),
            Map.entry(Submission.class, Submission.of(NAME, STATUS)),
            Map.entry(byte[].class, new byte[0]),
            Map.entry(int.class, 1),
            Map.entry(long.class, 1L),
            Map.entry(double.class, 0.5),
            Map.entry(boolean.class, true));

    @Test
    void everyNullArgumentGetsASentence() {
        List<String> wrong = new ArrayList<>();
        for (Class<?> type : List.of(
                CommitStatusRouter.class,
                Configuration.class,
                Submission.class,
                Alert.class,
                CommitStatus.class,
                DeliveryKey.class,
                Event.class,
                EventSource.class,
                NamespacedName.class,
                ObjectReference.class,
                Problem.class,
                Provider.class,
                Secret.class,
                Severity.class,
                Outcome.class,
                SecretResolver.class,
                StatusContext.class,
                MemoryOutbox.class,
                FileOutbox.class,
                RateLimit.class)) {
            Stream.concat(
                            Arrays.stream(type.getConstructors()),
                            Arrays.stream(type.getMethods()).filter(it -> Modifier.isStatic(it.getModifiers())))
                    .forEach(it -> look(null, it, wrong));
        }
        try (CommitStatusRouter router =
                CommitStatusRouter.builder(Configuration.builder().build()).build()) {
            for (Object made : List.of(
                    router,
                    CommitStatusRouter.builder(Configuration.builder().build()),
                    Configuration.builder().build(),
                    Configuration.builder(),
                    Configuration.reader(),
                    Submission.of(NAME, STATUS),
                    Alert.builder(NAME),
                    Provider.builder(NAME),
                    Event.builder("K", NAME),
                    EVENT,
                    STATUS.toBuilder(),
                    EventSource.of("K", "*"),
                    Secret.of(NAME, Map.of()),
                    RetryPolicy.defaults())) {
                Arrays.stream(made.getClass().getMethods())
                        .filter(it ->
                                it.getDeclaringClass() == made.getClass() && !Modifier.isStatic(it.getModifiers()))
                        .filter(it -> !it.getName().equals("equals"))
                        .forEach(it -> look(made, it, wrong));
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static void look(@Nullable Object made, Executable call, List<String> wrong) {
        Class<?>[] types = call.getParameterTypes();
        for (int i = 0; i < types.length; i++) {
            if (!types[i].isPrimitive() && !call.getAnnotatedParameterTypes()[i].isAnnotationPresent(Nullable.class)) {
                Object[] arguments = Arrays.stream(types)
                        .map(it -> isCommit(call) && it == String.class ? COMMIT : value(it))
                        .toArray();
                arguments[i] = null;
                String told = told(made, call, arguments);
                if (!told.matches("[\\w ]+ must not be null.*")) {
                    wrong.add(call.getDeclaringClass().getSimpleName() + "." + call.getName() + Arrays.toString(types)
                            + ", argument " + i + ": " + told);
                }
            }
        }
    }

    /** The one class whose first text is a commit. */
    private static boolean isCommit(Executable call) {
        return call.getDeclaringClass() == CommitStatus.class;
    }

    private static String told(@Nullable Object made, Executable call, Object[] arguments) {
        try {
            Object returned = call instanceof Method method
                    ? method.invoke(made, arguments)
                    : ((Constructor<?>) call).newInstance(arguments);
            return "nothing, but returned " + returned;
        } catch (InvocationTargetException e) {
            return String.valueOf(e.getTargetException().getMessage());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private static Object value(Class<?> type) {
        if (VALUES.containsKey(type)) {
            return VALUES.get(type);
        }
        if (type.isArray()) {
            Object array = Array.newInstance(type.getComponentType(), 1);
            Array.set(array, 0, value(type.getComponentType()));
            return array;
        }
        if (type == Outbox.class) {
            return MemoryOutbox.of(1, Clock.systemUTC());
        }
        return Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, given) -> method.getName().equals("hashCode") ? (Object) 1 : null);
    }
}
