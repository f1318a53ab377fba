package io.commitstatus.conformance.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** An application that is undeployed takes the library with it: no thread and no class loader is left. */
class UndeployTest {
    /** In a JVM of its own: what other tests leave in this one may keep a class loader for a while. */
    @Test
    void aClosedRouterKeepsNoThreadAndNoClassLoader() throws Exception {
        try (Host host = Host.start()) {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx128m",
                            "-XX:SoftRefLRUPolicyMSPerMB=0",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Undeployment.class.getName(),
                            host.url().toString())
                    .redirectErrorStream(true)
                    .start();
            try {
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(process.waitFor()).as(output).isZero();
                assertThat(output).contains(Undeployment.NOTHING_IS_LEFT);
            } finally {
                process.destroyForcibly();
            }
        }
    }
}
