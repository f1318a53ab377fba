package io.commitstatus.testing;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Runs single rules of a contract, as JUnit would. */
public final class Rules {
    private Rules() {}

    /** How many of the rule's tests fail for a contract; none begun is a mistake of the test. */
    public static long failures(Class<?> contract, String rule) {
        PostDiscoveryFilter ofTheRule = test -> FilterResult.includedIf(test.getSource()
                .filter(MethodSource.class::isInstance)
                .map(it -> ((MethodSource) it).getMethodName().startsWith(rule + "_"))
                .orElse(false));
        Events tests = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(contract))
                .filters(ofTheRule)
                .execute()
                .testEvents();
        if (tests.started().count() == 0) {
            throw new IllegalStateException(contract + " has no rule " + rule);
        }
        return tests.failed().count();
    }
}
