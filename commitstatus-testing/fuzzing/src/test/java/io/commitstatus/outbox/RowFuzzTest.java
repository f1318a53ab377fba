package io.commitstatus.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.commitstatus.fuzzing.Oracle;
import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import java.util.Optional;

class RowFuzzTest {

    @FuzzTest(maxDuration = "8h")
    void row(byte[] data) {
        try {
            byte[] written = RowCodec.write(RowCodec.read(data, 1, true));
            assertThat(RowCodec.write(RowCodec.read(written, 1, true))).isEqualTo(written);
        } catch (IllegalArgumentException e) {
            // It spoils only itself.
        }
    }

    @FuzzTest(maxDuration = "8h")
    void status(byte[] data) {
        String text = Oracle.text(data);
        Optional<CommitStatus> status = Oracle.of(data.length, () -> read(text));
        status.ifPresent(
                it -> assertThat(StatusCodec.read(StatusCodec.write(it))).isEqualTo(it));
    }

    /** Two descriptions that differ in durations alone are one. */
    @FuzzTest(maxDuration = "8h")
    void same(byte[] data) {
        String text = Oracle.text(data);
        Oracle.of(data.length, () -> SameStatus.test(described(text + " 1m2s x…"), described(text + " 3s x…")));
        assertThat(SameStatus.test(described(text), described(text))).isTrue();
    }

    private static CommitStatus described(String text) {
        return CommitStatus.builder("a1afe267b54f38b46b487f6e938a6fd508278c07", "k", CommitState.SUCCESS)
                .description(text)
                .build();
    }

    private static Optional<CommitStatus> read(String text) {
        try {
            return Optional.of(StatusCodec.read(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
