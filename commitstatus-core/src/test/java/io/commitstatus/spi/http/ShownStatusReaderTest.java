package io.commitstatus.spi.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ShownStatusReaderTest {
    private final CommitStatus like = CommitStatus.builder("a".repeat(40), "deploy", CommitState.CANCELED)
            .name("a name")
            .ref("main")
            .group("prod")
            .description("wanted")
            .targetUrl(URI.create("https://ci.example.com/wanted"))
            .build();

    @Test
    void whatTheVendorTellsIsReadAndTheRestIsWhatWasAskedFor() {
        assertThat(ShownStatusReader.read(
                        like, ShownStatusReaderTest::word, "success", "done", "https://ci.example.com/1"))
                .contains(like.toBuilder()
                        .state(CommitState.SUCCESS)
                        .description("done")
                        .targetUrl(URI.create("https://ci.example.com/1"))
                        .build());
    }

    @Test
    void aWordOfSeveralStatesIsTheOneAskedFor() {
        assertThat(ShownStatusReader.read(like, ShownStatusReaderTest::word, "error", "", ""))
                .map(CommitStatus::state)
                .contains(CommitState.CANCELED);
        CommitStatus other = like.toBuilder().state(CommitState.SUCCESS).build();
        assertThat(ShownStatusReader.read(other, ShownStatusReaderTest::word, "error", "", ""))
                .map(CommitStatus::state)
                .contains(CommitState.ERROR);
    }

    @Test
    void whatIsMissingOrNoUrlIsLeftOut() {
        for (Object url : Arrays.asList(null, "", "not a url", "/relative", "ftp://example.com/", 7)) {
            assertThat(ShownStatusReader.read(like, ShownStatusReaderTest::word, "error", null, url))
                    .hasValueSatisfying(it -> {
                        assertThat(it.description()).isEmpty();
                        assertThat(it.targetUrl()).isEmpty();
                    });
        }
    }

    @Test
    void anUnknownWordIsNoStatus() {
        for (Object word : Arrays.asList(null, "", "strange", 7, like)) {
            assertThat(ShownStatusReader.read(like, ShownStatusReaderTest::word, word, "done", null))
                    .isEmpty();
        }
    }

    private static String word(CommitState state) {
        return state == CommitState.CANCELED ? "error" : state.name().toLowerCase(Locale.ROOT);
    }
}
