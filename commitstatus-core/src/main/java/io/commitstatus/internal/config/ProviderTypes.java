package io.commitstatus.internal.config;

import io.commitstatus.internal.Publishers;
import io.commitstatus.spi.CommitStatusPublisher;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The values of {@code spec.type} that Flux knows, and what to do about those without a publisher. */
final class ProviderTypes {
    private static final Map<String, String> ARTIFACTS = Map.of(
            "github", "io.commitstatus:commitstatus-github",
            "gitlab", "io.commitstatus:commitstatus-gitlab",
            "bitbucket", "io.commitstatus:commitstatus-bitbucket",
            "bitbucketserver", "io.commitstatus:commitstatus-bitbucket",
            "azuredevops", "io.commitstatus:commitstatus-azuredevops");
    private static final String GITEA = "gitea";
    private static final Set<String> CHAT_AND_WEBHOOK = Set.copyOf(List.of(
            "alertmanager azureeventhub datadog discord generic generic-hmac githubdispatch googlechat googlepubsub grafana"
                    .concat(
                            " lark matrix msteams nats opsgenie otel pagerduty rocket sentry slack telegram webex zulip")
                    .concat(
                            " zoom incidentio githubpullrequestcomment gitlabmergerequestcomment giteapullrequestcomment")
                    .split(" ")));

    private ProviderTypes() {}

    static boolean isChatOrWebhook(String type) {
        return CHAT_AND_WEBHOOK.contains(type);
    }

    /** {@return what is wrong with a type that no publisher serves, and what would be right} */
    static String problem(String type, Map<String, CommitStatusPublisher> publishers) {
        String installed =
                "no publisher for type " + Names.quoted(type) + " (installed: " + Publishers.types(publishers) + ")";
        String artifact = ARTIFACTS.get(type);
        if (artifact != null) {
            return installed + "; add " + artifact + " to the class path";
        }
        if (type.equals(GITEA)) {
            return installed + "; add a module that provides one";
        }
        Set<String> known = new TreeSet<>(publishers.keySet());
        known.addAll(ARTIFACTS.keySet());
        known.addAll(CHAT_AND_WEBHOOK);
        return installed + NearMiss.orElse(type, known, "; write one of these, or add a module that provides it");
    }
}
