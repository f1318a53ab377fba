package io.commitstatus.spi.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.model.InvalidFieldException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepositoryAddressTest {

    @Test
    void anHttpsAddressKeepsItsPort() {
        RepositoryAddress address = RepositoryAddress.parse("https://Git.Example.com:8443/Org/Repo.git/");
        assertThat(address.origin()).isEqualTo("https://git.example.com:8443");
        assertThat(address.path()).containsExactly("Org", "Repo");
        assertThat(address.ssh()).isFalse();
    }

    @Test
    void aSchemesOwnPortIsNone() {
        assertThat(RepositoryAddress.parse("https://example.com:443/o/r").origin())
                .isEqualTo("https://example.com");
        assertThat(RepositoryAddress.parse("http://example.com:80/o/r").origin())
                .isEqualTo("http://example.com");
    }

    @Test
    void theThreeSshFormsAreOne() {
        for (String text :
                List.of("ssh://git@example.com:2222/o/r.git", "git@example.com:o/r.git", "example.com:/o/r/")) {
            RepositoryAddress address = RepositoryAddress.parse(text);
            assertThat(address.origin()).as(text).isEqualTo("https://example.com");
            assertThat(address.path()).as(text).containsExactly("o", "r");
            assertThat(address.ssh()).as(text).isTrue();
        }
    }

    @Test
    void queriesAreDroppedInEveryForm() {
        assertThat(RepositoryAddress.parse("git@example.com:o/r.git?ref=feature/x")
                        .path())
                .containsExactly("o", "r");
        assertThat(RepositoryAddress.parse("https://example.com/o/r.git?ref=feature/x#top")
                        .path())
                .containsExactly("o", "r");
    }

    @Test
    void segmentsAreDecodedAndAPlusStaysAPlus() {
        assertThat(RepositoryAddress.parse("https://example.com/a%20b/c+d/e f").path())
                .containsExactly("a b", "c+d", "e f");
    }

    @Test
    void whatIsNoAddressIsRefusedByField() {
        for (String text : List.of(
                "",
                "/srv/repo.git",
                "ftp://example.com/o/r",
                "https://host:abc/o/r",
                "o/r",
                "https:///o/r",
                "-:o/r",
                "..:o/r")) {
            assertThatThrownBy(() -> RepositoryAddress.parse(text))
                    .as(text)
                    .isInstanceOfSatisfying(
                            InvalidFieldException.class,
                            it -> assertThat(it.field()).isEqualTo("spec.address"));
        }
    }

    @Test
    void aPathThatLeadsElsewhereIsRefused() {
        for (String text : List.of(
                "https://example.com/o/../r",
                "https://example.com/o/%2e%2E/r",
                "https://example.com/./o/r",
                "git@example.com:../r",
                "https://example.com/o/..")) {
            assertThatThrownBy(() -> RepositoryAddress.parse(text))
                    .as(text)
                    .isInstanceOf(InvalidFieldException.class)
                    .hasMessageContaining("leads elsewhere");
        }
        assertThat(RepositoryAddress.parse("https://example.com/o/..r").path()).containsExactly("o", "..r");
    }

    @Test
    void aPasswordIsNeverShown() {
        for (String text : List.of(
                "https://user:s3cret@host:abc/o/r",
                "https://user:s3/cret@host/o/r",
                "ftp://user:s3cret@host/o/r",
                "user:s3cret@host/o/r",
                "https://user:s3 cret@[host/o/r")) {
            assertThatThrownBy(() -> RepositoryAddress.parse(text))
                    .as(text)
                    .isInstanceOf(InvalidFieldException.class)
                    .satisfies(it -> assertThat(it.toString()).doesNotContain("s3", "cret"));
        }
    }
}
