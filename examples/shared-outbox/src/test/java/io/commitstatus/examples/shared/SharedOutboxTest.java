package io.commitstatus.examples.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SharedOutboxTest {

    @Test
    void whatOneRouterAcceptedTheOtherDelivers() throws Exception {
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            SharedOutbox.main(new String[0]);
        } finally {
            System.setOut(out);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .hasSize(9)
                .contains("green: rollout 5 delivered", "green: rollout 6 delivered", "green: rollout 7 delivered")
                .last()
                .isEqualTo("7 statuses are shown on the commit");
    }
}
