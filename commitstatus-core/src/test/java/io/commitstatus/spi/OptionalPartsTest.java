package io.commitstatus.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.Rejection;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OptionalPartsTest {
    private static final OptionalParts PARTS = OptionalParts.named("description", "target_url");
    private static final CommitStatus STATUS = CommitStatus.builder("ab".repeat(20), "deploy", CommitState.SUCCESS)
            .description("fix \ud83d\udc1b now")
            .targetUrl(URI.create("https://ci.example.com/7"))
            .ref("refs/heads/main")
            .group("apps")
            .build();

    private final Deque<PublishResult> answers = new ArrayDeque<>();
    private final List<CommitStatus> sent = new ArrayList<>();

    @Test
    void whatIsTakenIsSentOnce() throws Exception {
        answers.add(PublishResult.published());

        assertThat(post(Optional.empty())).isEqualTo(PublishResult.published());
        assertThat(sent).containsExactly(STATUS);
    }

    @Test
    void aRefusedTextLosesItsEmojiFirst() throws Exception {
        answers.add(invalid("HTTP 422: description doesn't accept 4-byte Unicode"));
        answers.add(PublishResult.published());

        assertThat(post(Optional.empty()))
                .isEqualTo(PublishResult.published()
                        .andNote("without the description's characters beyond U+FFFF, such as emoji, which the Git host"
                                + " refused: HTTP 422: description doesn't accept 4-byte Unicode"));
        assertThat(sent)
                .containsExactly(
                        STATUS, STATUS.toBuilder().description("fix now").build());
    }

    @Test
    void aRefusedLinkIsLeftOutAndTheRestKept() throws Exception {
        answers.add(invalid("HTTP 400: target_url: is blocked"));
        answers.add(PublishResult.published());

        post(Optional.empty());

        CommitStatus second = sent.get(1);
        assertThat(second.targetUrl()).isEmpty();
        assertThat(second.toBuilder()
                        .targetUrl(STATUS.targetUrl().orElseThrow())
                        .build())
                .isEqualTo(STATUS);
    }

    @Test
    void whereALinkIsDemandedThePageStandsIn() throws Exception {
        URI page = URI.create("https://git.example.com/commit/ab");
        answers.add(invalid("HTTP 400: target_url: Enter a valid URL."));
        answers.add(invalid("HTTP 400: target_url: Enter a valid URL."));

        assertThat(post(Optional.of(page))).isInstanceOf(PublishResult.Rejected.class);
        assertThat(sent).hasSize(2).last().extracting(CommitStatus::targetUrl).isEqualTo(Optional.of(page));
    }

    @Test
    void anyOtherRefusalIsFinal() throws Exception {
        for (PublishResult refusal : List.of(
                invalid("HTTP 422: context is too long"),
                PublishResult.rejected(Rejection.FORBIDDEN, "HTTP 403: target_url"),
                PublishResult.notVisible("HTTP 422: description"))) {
            answers.add(refusal);
            assertThat(post(Optional.empty())).isEqualTo(refusal);
        }
    }

    private PublishResult post(Optional<URI> page) throws Exception {
        return PARTS.post(STATUS, page, status -> {
            sent.add(status);
            return answers.remove();
        });
    }

    private static PublishResult invalid(String reason) {
        return PublishResult.rejected(Rejection.INVALID, reason);
    }
}
