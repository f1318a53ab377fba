package io.commitstatus.testing;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What a test has told a stand-in GitLab about projects, commits and tokens. */
final class GitLabSettings {
    /** GitLab's default branch, which has every commit that is not said to be off all branches. */
    static final String BRANCH = "main";

    private final Map<String, String> byNumber = new ConcurrentHashMap<>();
    private final Map<String, String> users = new ConcurrentHashMap<>();
    private final Set<String> hiddenCommits = ConcurrentHashMap.newKeySet();
    private final Set<String> offBranches = ConcurrentHashMap.newKeySet();
    private final Set<String> forbidden = ConcurrentHashMap.newKeySet();
    private final Set<String> moved = ConcurrentHashMap.newKeySet();
    private final Set<String> revoked = ConcurrentHashMap.newKeySet();
    private final Set<String> readOnly = ConcurrentHashMap.newKeySet();
    private final Set<List<String>> jobs = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Set<String> projects;
    volatile int jobLimit = Integer.MAX_VALUE;
    volatile boolean decodesSlashes;
    volatile boolean olderBodies;

    void onlyProjects(Set<String> known) {
        projects = Set.copyOf(known.stream().map(GitLabSettings::fold).toList());
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

    void revoke(String token) {
        revoked.add(token);
    }

    void readOnly(String token) {
        readOnly.add(token);
    }

    void forbid(String project) {
        forbidden.add(fold(project));
    }

    void move(String project) {
        moved.add(fold(project));
    }

    void job(String sha, String name) {
        jobs.add(List.of(sha, name));
    }

    void offBranches(String sha) {
        offBranches.add(sha);
    }

    void commitVisible(String sha, boolean visible) {
        if (visible) {
            hiddenCommits.remove(sha);
        } else {
            hiddenCommits.add(sha);
        }
    }

    /** The project that an id in a path means: a number, or a full path. */
    Optional<String> project(String id) {
        String project = byNumber.getOrDefault(id, id);
        Set<String> known = projects;
        boolean path = project.matches("[^/]+(/[^/]+)+");
        return path && (known == null || known.contains(fold(project))) ? Optional.of(project) : Optional.empty();
    }

    /** Every token has a user of its own, unless this was told otherwise. */
    String user(String token) {
        return users.getOrDefault(token, "user of " + Integer.toHexString(token.hashCode()));
    }

    boolean accepts(String token) {
        return !revoked.contains(token);
    }

    boolean isReadOnly(String token) {
        return readOnly.contains(token);
    }

    boolean isForbidden(String project) {
        return forbidden.contains(fold(project));
    }

    boolean isMoved(String id) {
        return moved.contains(fold(id));
    }

    boolean isJob(String sha, String name) {
        return jobs.contains(List.of(sha, name));
    }

    boolean isVisible(String sha) {
        return sha.matches("[0-9a-f]{40}|[0-9a-f]{64}") && !hiddenCommits.contains(sha);
    }

    Optional<String> branch(String sha) {
        return offBranches.contains(sha) ? Optional.empty() : Optional.of(BRANCH);
    }

    private static String fold(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
