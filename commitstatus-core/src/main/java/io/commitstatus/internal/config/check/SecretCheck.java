package io.commitstatus.internal.config.check;

import io.commitstatus.internal.config.report.Names;
import io.commitstatus.internal.config.report.ProblemCollector;
import io.commitstatus.internal.config.yaml.Locator;
import io.commitstatus.model.NamespacedName;

/** Checks what a Secret tells by itself; its values are looked at with the Providers that name it. */
public final class SecretCheck {
    private SecretCheck() {}

    public static void run(NamespacedName name, Locator locator, ProblemCollector report) {
        Names.nameProblem(name.name()).ifPresent(it -> report.error(locator.at("metadata.name"), "metadata.name", it));
        Names.namespaceProblem(name.namespace())
                .ifPresent(it -> report.error(locator.at("metadata.namespace"), "metadata.namespace", it));
    }
}
