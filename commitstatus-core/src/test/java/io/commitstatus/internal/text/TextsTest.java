package io.commitstatus.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.internal.flux.ReasonWords;
import org.junit.jupiter.api.Test;

class TextsTest {

    @Test
    void aCutCountsCodePointsAndEndsInAnEllipsis() {
        String faces = "\ud83d\ude00".repeat(10);
        assertThat(Texts.cut(faces, 10)).isEqualTo(faces);
        assertThat(Texts.cut(faces, 4)).isEqualTo("\ud83d\ude00".repeat(3) + "…");
        assertThat(Texts.cut("one two", 5)).isEqualTo("one…");
        assertThat(Texts.cut("ab", 1)).isEqualTo("…");
        assertThat(Texts.cut("ab", 0)).isEmpty();
    }

    @Test
    void distinctTextsStayDistinctWhenTheyAreCut() {
        String one = "k".repeat(300) + "1";
        String other = "k".repeat(300) + "2";
        assertThat(Texts.cutDistinct(one, 255)).hasSize(255).startsWith("kkkk").matches("k+-[0-9a-f]{16}");
        assertThat(Texts.cutDistinct(one, 255)).isNotEqualTo(Texts.cutDistinct(other, 255));
        assertThat(Texts.cutDistinct(one, 10)).hasSize(10).isNotEqualTo(Texts.cutDistinct(other, 10));
        assertThat(Texts.cutDistinct(one, 301)).isEqualTo(one);
    }

    @Test
    void aQuotedTextIsShort() {
        assertThat(Texts.quote("a\nb" + "c".repeat(1000)))
                .hasSize(102)
                .startsWith("\"a bccc")
                .endsWith("…\"");
    }

    @Test
    void reasonsAreSplitIntoWords() {
        assertThat(ReasonWords.of("ReconciliationSucceeded")).isEqualTo("reconciliation succeeded");
        assertThat(ReasonWords.of("OCIArtifactPullFailed")).isEqualTo("oci artifact pull failed");
        assertThat(ReasonWords.of("GL11Version")).isEqualTo("gl 11 version");
        assertThat(ReasonWords.of("event-happened")).isEqualTo("event - happened");
        assertThat(ReasonWords.of("")).isEmpty();
    }
}
