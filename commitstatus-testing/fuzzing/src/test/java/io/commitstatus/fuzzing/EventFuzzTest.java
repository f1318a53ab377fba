package io.commitstatus.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Configuration;
import io.commitstatus.Explanation;
import io.commitstatus.model.Event;
import io.commitstatus.model.EventFormatException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;

class EventFuzzTest {
    private static final CommitStatusRouter ROUTER =
            CommitStatusRouter.builder(Configuration.parse("""
                    apiVersion: notification.toolkit.fluxcd.io/v1beta3
                    kind: Provider
                    metadata: {namespace: a, name: p}
                    spec: {type: github, address: 'https://github.com/o/r', secretRef: {name: s}}
                    ---
                    apiVersion: notification.toolkit.fluxcd.io/v1beta3
                    kind: Alert
                    metadata: {namespace: a, name: a}
                    spec:
                      providerRef: {name: p}
                      eventSources: [{kind: Kustomization, name: '*', namespace: '*'}, {kind: HelmRelease, name: '*'}]
                      exclusionList: ['never|no(pe)?$']
                    ---
                    apiVersion: v1
                    kind: Secret
                    metadata: {namespace: a, name: s}
                    stringData: {token: squeamish-ossifrage-0123456789}
                    """)).build();

    @AfterAll
    static void close() {
        ROUTER.close();
    }

    @FuzzTest(maxDuration = "8h")
    void sent(byte[] data) {
        check(data, Event::parse);
    }

    @FuzzTest(maxDuration = "8h")
    void forwarded(byte[] data) {
        check(data, Event::parseForwarded);
    }

    private static void check(byte[] data, Function<String, Event> parser) {
        String json = Oracle.text(data);
        Optional<Event> event = Oracle.of(data.length, () -> parse(json, parser));
        if (event.isEmpty()) {
            return;
        }
        Oracle.printable(event.get().toString());
        List<Explanation> explanations = ROUTER.explain(event.get());
        for (Explanation it : explanations) {
            it.skipped().ifPresent(skipped -> Oracle.printable(skipped.reason()));
            it.notes().forEach(Oracle::printable);
            it.status().ifPresent(status -> {
                Oracle.printable(status.toString());
                Oracle.printable(status.key() + status.name() + status.ref() + status.group() + status.targetUrl());
                assertThat(status.commit()).matches("[0-9a-f]{40}");
            });
        }
    }

    private static Optional<Event> parse(String json, Function<String, Event> parser) {
        try {
            return Optional.of(parser.apply(json));
        } catch (EventFormatException e) {
            Oracle.printable(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
