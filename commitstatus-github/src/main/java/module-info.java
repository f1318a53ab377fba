/** Commit statuses on GitHub: the Provider type {@code github}. */
module io.commitstatus.github {
    requires transitive io.commitstatus.core;
    requires static org.jspecify;

    exports io.commitstatus.github;

    provides io.commitstatus.spi.CommitStatusPublisher with
            io.commitstatus.github.GitHubPublisher;
}
