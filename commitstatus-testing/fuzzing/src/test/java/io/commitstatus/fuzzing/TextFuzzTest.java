package io.commitstatus.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.commitstatus.internal.text.Patterns;
import io.commitstatus.model.CleanText;

class TextFuzzTest {

    @FuzzTest(maxDuration = "8h")
    void pattern(FuzzedDataProvider data) {
        String pattern = data.consumeString(data.consumeInt(0, 3000));
        String message = data.consumeRemainingAsString();
        boolean sound =
                Oracle.of(pattern.length(), () -> Patterns.problem(pattern)).isEmpty();
        Patterns.problem(pattern).ifPresent(Oracle::printable);
        assertThat(Patterns.compile(pattern).isPresent()).isEqualTo(sound);
        Patterns.compile(pattern).ifPresent(it -> {
            long size = Math.max(1, Patterns.size(pattern));
            // A step for each element and character, as RE2 promises.
            int steps = (int) Math.min(Integer.MAX_VALUE, size * (message.length() + 1L) / 50);
            Oracle.of(steps, () -> it.matcher(message).find());
        });
    }

    @FuzzTest(maxDuration = "8h")
    void clean(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        String line = Oracle.of(text.length(), () -> CleanText.line(text));
        String name = Oracle.of(text.length(), () -> CleanText.name(text));
        assertThat(CleanText.isClean(line)).isTrue();
        assertThat(CleanText.isClean(name)).isTrue();
        assertThat(CleanText.line(line)).isEqualTo(line);
        assertThat(CleanText.name(name)).isEqualTo(name);
    }
}
