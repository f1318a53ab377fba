package io.commitstatus.testing.gitlab;

import io.commitstatus.testing.forge.StandInSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What a test has told a stand-in GitLab about projects, commits and tokens. */
final class Settings extends StandInSettings {
    /** GitLab's default branch, which has every commit that is not said to be off all branches. */
    static final String BRANCH = "main";

    private final Map<String, String> byNumber = new ConcurrentHashMap<>();
    private final Map<String, String> users = new ConcurrentHashMap<>();
    private final Set<String> offBranches = ConcurrentHashMap.newKeySet();
    private final Set<String> moved = ConcurrentHashMap.newKeySet();
    private final Set<String> readOnly = ConcurrentHashMap.newKeySet();
    private final Set<String> blocked = ConcurrentHashMap.newKeySet();
    private final Set<List<String>> jobs = ConcurrentHashMap.newKeySet();
    private final Access access = new Access(this);
    volatile int jobLimit = Integer.MAX_VALUE;
    volatile boolean decodesSlashes;
    volatile boolean olderBodies;

    Access access() {
        return access;
    }

    /** The project's number, the same each time. */
    String number(String project) {
        String number = Integer.toString(1000 + Math.floorMod(fold(project).hashCode(), 1_000_000));
        byNumber.put(number, project);
        return number;
    }

    void user(String token, String user) {
        users.put(token, user);
    }

    void readOnly(String token) {
        readOnly.add(token);
    }

    void move(String project) {
        moved.add(fold(project));
    }

    void job(String sha, String name) {
        jobs.add(List.of(sha, name));
    }

    void block(String host) {
        blocked.add(fold(host));
    }

    /** Whether GitLab cannot resolve a URL's host, as far as a test has said so, or as is known of the name. */
    boolean isBlocked(String url) {
        String host = fold(url.replaceFirst("^[^/]*//(?:[^/@]*@)?([^/:?#]*).*$", "$1"));
        return host.endsWith(".invalid") || blocked.contains(host);
    }

    void offBranches(String sha) {
        offBranches.add(sha);
    }

    /** The project that an id in a path means: a number, or a full path. */
    Optional<String> project(String id) {
        String project = byNumber.getOrDefault(id, id);
        boolean path = project.matches("[^/]+(/[^/]+)+");
        return path && knows(project) ? Optional.of(project) : Optional.empty();
    }

    /** Every token has a user of its own, unless this was told otherwise. */
    String user(String token) {
        return users.getOrDefault(token, "user of " + Integer.toHexString(token.hashCode()));
    }

    boolean isReadOnly(String token) {
        return readOnly.contains(token);
    }

    boolean isMoved(String id) {
        return moved.contains(fold(id));
    }

    boolean isJob(String sha, String name) {
        return jobs.contains(List.of(sha, name));
    }

    @Override
    public boolean isVisible(String sha) {
        return sha.matches("[0-9a-f]{40}|[0-9a-f]{64}") && !isHidden(sha);
    }

    Optional<String> branch(String sha) {
        return offBranches.contains(sha) ? Optional.empty() : Optional.of(BRANCH);
    }
}
