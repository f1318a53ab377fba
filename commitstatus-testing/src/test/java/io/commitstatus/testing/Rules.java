package io.commitstatus.testing;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Runs single rules of a contract, as JUnit would. */
public final class Rules {
    private Rules() {}

    /** How many of the rule's tests fail for a contract; none begun is a mistake of the test. */
    public static long failures(Class<?> contract, String rule) {
        List<DiscoverySelector> selectors = new ArrayList<>();
        for (Class<?> type = contract; type != Object.class; type = type.getSuperclass()) {
            for (Method method : type.getDeclaredMethods()) {
                if (method.getName().startsWith(rule + "_")) {
                    selectors.add(selectMethod(contract, method));
                }
            }
        }
        Events tests = EngineTestKit.engine("junit-jupiter")
                .selectors(selectors.toArray(DiscoverySelector[]::new))
                .execute()
                .testEvents();
        if (tests.started().count() == 0) {
            throw new IllegalStateException(contract + " has no rule " + rule);
        }
        return tests.failed().count();
    }
}
