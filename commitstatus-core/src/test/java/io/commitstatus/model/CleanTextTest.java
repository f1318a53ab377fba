package io.commitstatus.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.spi.http.RepositoryAddress;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CleanTextTest {
    /** What a terminal or a database takes amiss, each in the middle of a text. */
    static Stream<String> unfit() {
        IntStream controls = IntStream.concat(IntStream.range(0, 0x20), IntStream.range(0x7f, 0xa0));
        IntStream others = IntStream.of(
                0x61c, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202e, 0x2066, 0x2069, 0xfeff, 0xd83d, 0xde00);
        return IntStream.concat(controls, others).mapToObj(it -> "a" + (char) it + "b");
    }

    @ParameterizedTest
    @MethodSource("unfit")
    void nothingUnfitIsLeft(String text) {
        assertThat(CleanText.isClean(text)).isFalse();
        assertThat(CleanText.line(text)).matches("a[ \ufffd]?b");
        assertThat(CleanText.name(text)).isEqualTo("a\ufffdb");
    }

    /** Whatever names, words and places are made of is clean wherever it goes from there. */
    @ParameterizedTest
    @MethodSource("unfit")
    void whatComesFromElsewhereIsCleanedWhereItComesIn(String text) {
        String json = text.chars().mapToObj(it -> "\\u%04x".formatted(it)).reduce("", String::concat);
        Event event = Event.parse("""
                {"involvedObject": {"kind": "%1$s", "namespace": "%1$s", "name": "%1$s", "apiVersion": "%1$s", "uid": "%1$s"},
                 "severity": "%1$s", "reason": "%1$s", "reportingController": "%1$s", "reportingInstance": "%1$s"}
                """.formatted(json));

        assertThat(List.of(
                        event.toString(),
                        event.involvedObject().uid(),
                        event.involvedObject().apiVersion(),
                        event.reportingController(),
                        event.reportingInstance()))
                .allMatch(CleanText::isClean)
                .allMatch(it -> it.contains("a\ufffdb"));
        assertThat(new Problem(Problem.Level.ERROR, text, 1, 1, text, text).toString())
                .matches(CleanText::isClean);
        assertThat(new InvalidFieldException(text, text))
                .matches(it -> CleanText.isClean(it.field() + it.getMessage()));
        assertThat(new EventFormatException(text, text)).matches(it -> CleanText.isClean(it.path() + it.getMessage()));
    }

    @Test
    void lineBreaksBecomeOneSpaceAndOtherControlCharactersGo() {
        assertThat(CleanText.line("\n one\r\n\ttwo\u2028three\u0007\u001b[31m\u202e \n"))
                .isEqualTo("one two three[31m");
        assertThat(CleanText.line(" foo   bar")).isEqualTo("foo   bar");
    }

    @Test
    void whatScriptsAndEmojiNeedStays() {
        for (String text : List.of(
                "\ud83d\ude00",
                "\ud83d\udc69\u200d\ud83d\udcbb",
                "\u05e9\u05dc\u05d5\u05dd",
                "\u0915\u094d\u200d",
                "é")) {
            assertThat(CleanText.isClean(text)).isTrue();
            assertThat(CleanText.line(text)).isEqualTo(text);
            assertThat(CleanText.name(text)).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://git.example.com/o/r%00", "https://git.example.com/o/%1b%5b2J", "git@host:o/%E2%80%AEr"})
    void aRepositoryHasNone(String address) {
        assertThatThrownBy(() -> RepositoryAddress.parse(address))
                .isInstanceOf(InvalidFieldException.class)
                .hasMessageContaining("control characters");
    }
}
