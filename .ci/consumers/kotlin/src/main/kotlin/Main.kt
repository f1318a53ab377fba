import io.commitstatus.CommitStatusRouter
import io.commitstatus.Configuration
import io.commitstatus.model.Event
import io.commitstatus.model.Provider
import java.net.URI
import java.util.Optional

/** What is a function in Java is a lambda here, and what is never null needs no question mark. */
fun main() {
    val configuration = Configuration.parse(
        """
        apiVersion: notification.toolkit.fluxcd.io/v1beta3
        kind: Provider
        metadata: {name: github, namespace: team}
        spec: {type: github, address: https://github.com/org/app, secretRef: {name: token}}
        ---
        apiVersion: notification.toolkit.fluxcd.io/v1beta3
        kind: Alert
        metadata: {name: all, namespace: team}
        spec: {providerRef: {name: github}, eventSources: [{kind: Kustomization, name: '*'}]}
        """.trimIndent()
    )
    CommitStatusRouter.builder(configuration)
        .key { "deploy/" + it.event().involvedObject().name() }
        .targetUrl { Optional.of(URI.create("https://ci.example.com/" + it.commit())) }
        .build()
        .use { router ->
            val event = Event.builder("Kustomization", "team/app")
                .revision("main@sha1:" + "0123456789".repeat(4))
                .info("ReconciliationSucceeded", "Applied revision")
                .build()
            val explanation = router.explain(event).first()
            check(explanation.status().orElseThrow().key() == "deploy/app") { explanation.toString() }
            val provider: Provider = configuration.providers().first()
            println("Kotlin: ${explanation.status().orElseThrow().key()} of ${provider.name()}")
        }
}
