package io.commitstatus.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class QuickStartTest {

    @Test
    void theCommitTurnsGreenStaysGreenTurnsRedAndRecovers() throws Exception {
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            QuickStart.main(new String[0]);
        } finally {
            System.setOut(out);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8).lines().map(it -> it.replaceAll(" {2,}", " ")))
                .hasSize(12)
                .satisfies(lines -> {
                    assertThat(lines.get(1)).startsWith("reconciliation succeeded delivered 1 success");
                    assertThat(lines.get(2)).startsWith("the same once more unchanged 0 success");
                    assertThat(lines.get(3)).startsWith("build failed delivered 1 failure");
                    assertThat(lines.get(4)).startsWith("recovered delivered 1 success");
                    assertThat(lines.get(7)).startsWith("azuredevops delivered succeeded");
                    assertThat(lines.get(8)).startsWith("bitbucket delivered SUCCESSFUL");
                    assertThat(lines.get(9)).startsWith("bitbucketserver delivered SUCCESSFUL");
                    assertThat(lines.get(10)).startsWith("github delivered success");
                    assertThat(lines.get(11)).startsWith("gitlab delivered success");
                });
    }
}
