package io.commitstatus.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.commitstatus.fuzzing.Oracle;
import io.commitstatus.model.CleanText;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

class RevisionFuzzTest {

    @FuzzTest(maxDuration = "8h")
    void revision(byte[] data) {
        String text = Oracle.text(data);
        Oracle.of(data.length, () -> Revision.parse(text)).ifPresent(it -> {
            assertThat(it.commit()).matches("[0-9a-f]{40}|[0-9a-f]{64}");
            assertThat(text.toLowerCase(Locale.ROOT)).endsWith(it.commit());
            String printed =
                    (it.name().isEmpty() ? "" : it.name() + "@") + (it.isSha256() ? "sha256:" : "sha1:") + it.commit();
            assertThat(Revision.parse(printed)).contains(it);
        });
    }

    @FuzzTest(maxDuration = "8h")
    void targetUrl(byte[] data) {
        try {
            URI url = sent(new URI(Oracle.text(data)));
            assertThat(CleanText.isClean(url.toString())).isTrue();
            assertThat(url.toString()).isASCII();
            assertThat(sent(url)).isEqualTo(url);
        } catch (URISyntaxException | IllegalArgumentException e) {
            // It is left out, and that is told.
        }
    }

    private static URI sent(URI url) {
        return CommitStatus.builder("1".repeat(40), "key", CommitState.SUCCESS)
                .targetUrl(url)
                .build()
                .targetUrl()
                .orElseThrow();
    }
}
