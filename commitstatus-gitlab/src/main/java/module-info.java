/** Commit statuses on GitLab: the Provider type {@code gitlab}. */
module io.commitstatus.gitlab {
    requires transitive io.commitstatus.core;
    requires static org.jspecify;

    exports io.commitstatus.gitlab;

    provides io.commitstatus.spi.CommitStatusPublisher with
            io.commitstatus.gitlab.GitLabPublisher;
}
