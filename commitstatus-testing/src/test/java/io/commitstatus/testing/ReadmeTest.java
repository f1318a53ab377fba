package io.commitstatus.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    @Test
    void theReadmeShowsAContractThatIsRun() throws Exception {
        String source = Files.readString(
                Path.of("src/test/java/io/commitstatus/testing/plain/PlainPublisherContractTest.java"));
        String contract = source.substring(source.indexOf("class PlainPublisherContractTest"));

        assertThat(Files.readString(Path.of("README.md"))).contains("```java\n" + contract + "```");
    }
}
