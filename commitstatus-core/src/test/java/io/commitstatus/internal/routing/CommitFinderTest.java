package io.commitstatus.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.internal.text.Texts;
import io.commitstatus.model.Event;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CommitFinderTest {
    private static final String SHA1 = "a1afe267b54f38b46b487f6e938a6fd508278c07";
    private static final String SHA256 = SHA1 + "a1afe267b54f38b46b487f6e";
    private static final Event ANY = Event.builder("K", "ns/n").build();

    @Test
    void everyFormOfARevisionIsRead() {
        assertFound("main@sha1:" + SHA1, "main");
        assertFound("feature/x@sha1:" + SHA1, "feature/x");
        assertFound("refs/heads/main@sha1:" + SHA1, "main");
        assertFound("refs/tags/v1@sha1:" + SHA1, "refs/tags/v1");
        assertFound("refs/pull/420/head@sha1:" + SHA1, null);
        assertFound("refs/heads/@sha1:" + SHA1, null);
        assertFound("refs/tags/@sha1:" + SHA1, null);
        assertFound("sha1:" + SHA1, null);
        assertFound("main/" + SHA1, "main");
        assertFound("HEAD/" + SHA1, null);
        assertFound(SHA1, null);
        assertFound("main@SHA1:" + SHA1.toUpperCase(Locale.ROOT), "main");
    }

    private static void assertFound(String revision, @Nullable String ref) {
        CommitFinder.Found found = CommitFinder.find(ANY, Map.of("revision", revision));
        assertThat(found.commit()).as(revision).contains(SHA1);
        assertThat(found.ref()).as(revision).isEqualTo(Optional.ofNullable(ref));
    }

    @Test
    void anythingElseIsSkippedAndQuoted() {
        for (String revision : new String[] {
            "",
            "6.5.3",
            "main",
            "main@" + SHA1,
            "main@md5:" + SHA1,
            "main@sha256:" + SHA1,
            "main@sha1:" + SHA256,
            "main@sha1:" + SHA1 + "\n",
            "main@sha1:g" + SHA1.substring(1),
            SHA1.substring(0, 8)
        }) {
            CommitFinder.Found found = CommitFinder.find(ANY, Map.of("revision", revision));
            assertThat(found.commit()).as(revision).isEmpty();
            assertThat(found.reason()).startsWith("metadata revision " + Texts.quote(revision) + " names no commit");
        }
    }

    @Test
    void aDigestInTheRevisionIsNoCommit() {
        CommitFinder.Found found = CommitFinder.find(ANY, Map.of("revision", "latest@sha256:" + SHA256));
        assertThat(found.commit()).isEmpty();
        assertThat(found.reason()).contains("latest@sha256:" + SHA256, "digest of an artifact", "originRevision");
    }

    @Test
    void aCommitOfASha256RepositoryIsReadWhereItCannotBeADigest() {
        assertThat(CommitFinder.find(ANY, Map.of("commit", SHA256)).commit()).contains(SHA256);
        assertThat(CommitFinder.find(ANY, Map.of("originRevision", "main@sha256:" + SHA256))
                        .commit())
                .contains(SHA256);
    }

    @Test
    void theFirstKeyThatIsThereCountsEvenIfItIsEmpty() {
        Map<String, String> metadata = Map.of("commit", "", "originRevision", SHA1, "revision", SHA1);
        assertThat(CommitFinder.find(ANY, metadata).reason()).startsWith("metadata commit \"\" names no commit");
    }

    @Test
    void aCommitWithoutANameTakesTheNameThatTheRevisionGivesIt() {
        assertThat(CommitFinder.find(ANY, Map.of("commit", SHA1, "revision", "main@sha1:" + SHA1))
                        .ref())
                .contains("main");
        String other = "b" + SHA1.substring(1);
        assertThat(CommitFinder.find(ANY, Map.of("commit", SHA1, "revision", "main@sha1:" + other))
                        .ref())
                .isEmpty();
    }

    @Test
    void aMissingCommitIsExplained() {
        assertThat(CommitFinder.find(ANY, Map.of()).reason())
                .isEqualTo("no metadata tells the commit: none of commit, originRevision and revision is there");
        Event bare = Event.builder("K", "ns/n").metadata("revision", SHA1).build();
        assertThat(CommitFinder.find(bare, Map.of()).reason()).contains("Event.parseForwarded");
        Event lost = Event.parse("{\"metadata\":{\"kustomize.toolkit.fluxcd.io/revision\":\"x\"}}");
        assertThat(CommitFinder.find(lost, Map.of()).reason()).contains("involvedObject.apiVersion");
    }
}
