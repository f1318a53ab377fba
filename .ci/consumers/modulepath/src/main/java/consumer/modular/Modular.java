package consumer.modular;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Configuration;
import io.commitstatus.model.Event;

/** Finds the publisher on its module path, and tells what would be sent for an event. */
public final class Modular {
    private Modular() {}

    public static void main(String[] args) {
        var configuration = Configuration.parse("""
                apiVersion: notification.toolkit.fluxcd.io/v1beta3
                kind: Provider
                metadata: {name: github, namespace: team}
                spec: {type: github, address: https://github.com/org/app, secretRef: {name: token}}
                ---
                apiVersion: notification.toolkit.fluxcd.io/v1beta3
                kind: Alert
                metadata: {name: all, namespace: team}
                spec: {providerRef: {name: github}, eventSources: [{kind: Kustomization, name: '*'}]}
                """);
        try (var router = CommitStatusRouter.builder(configuration).build()) {
            var event = Event.builder("Kustomization", "team/app")
                    .revision("main@sha1:" + "0123456789".repeat(4))
                    .info("ReconciliationSucceeded", "Applied revision")
                    .build();
            var request = router.explain(event).get(0).request().orElseThrow();
            if (!CommitStatusRouter.class.getModule().isNamed()) {
                throw new AssertionError("not on the module path");
            }
            System.out.println("module path: " + request.method() + " " + request.uri().getHost());
        }
    }
}
