/** For authors of plug-ins: the publisher and outbox contracts, stand-in Git hosts and recording doubles. */
module io.commitstatus.testing {
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires java.logging;
    requires mockwebserver3;
    requires okhttp3;
    requires okio;
    requires org.assertj.core;
    requires org.junit.jupiter.api;
    requires transitive io.commitstatus.core;
    requires static org.jspecify;

    exports io.commitstatus.testing;
    exports io.commitstatus.testing.azuredevops;
    exports io.commitstatus.testing.bitbucket;
    exports io.commitstatus.testing.contract;
    exports io.commitstatus.testing.forge;
    exports io.commitstatus.testing.github;
    exports io.commitstatus.testing.gitlab;

    // The contracts' rules are package-private tests.
    opens io.commitstatus.testing.contract to
            org.junit.platform.commons;
}
