/** Commit statuses on GitHub: the Provider type {@code github}. */
module io.commitstatus.github {
    requires transitive io.commitstatus.core;
    requires static org.jspecify;
}
