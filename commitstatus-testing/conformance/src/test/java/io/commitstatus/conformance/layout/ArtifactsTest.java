package io.commitstatus.conformance.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is published belongs together. */
class ArtifactsTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern MODULE = Pattern.compile("<module>(commitstatus-[a-z]+)</module>");
    private static final Pattern ARTIFACT = Pattern.compile("<artifactId>(commitstatus-[a-z]+)</artifactId>");

    @Test
    void theBomHasEveryModuleThatIsPublished() throws IOException {
        Set<String> published = names(MODULE, "pom.xml");
        published.remove("commitstatus-bom");

        Set<String> managed = names(ARTIFACT, "commitstatus-bom/pom.xml");
        managed.remove("commitstatus-bom");

        assertThat(managed).isEqualTo(published).hasSizeGreaterThan(6);
    }

    /** What it inherits from no parent must be the parent's all the same. */
    @Test
    void theBomHasTheVersionOfTheRest() throws IOException {
        assertThat(version("commitstatus-bom/pom.xml")).isEqualTo(version("pom.xml"));
    }

    private static String version(String pom) throws IOException {
        return Pattern.compile("<artifactId>commitstatus-(?:bom|parent)</artifactId>\\s*<version>([^<]+)<")
                .matcher(Files.readString(ROOT.resolve(pom)))
                .results()
                .map(it -> it.group(1))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyJarHasTheLicence() {
        for (String name : List.of("LICENSE", "NOTICE")) {
            assertThat(getClass().getResource("/META-INF/" + name)).as(name).isNotNull();
        }
    }

    private static Set<String> names(Pattern pattern, String pom) throws IOException {
        Set<String> names = new TreeSet<>();
        pattern.matcher(Files.readString(ROOT.resolve(pom)))
                .results()
                .map(ArtifactsTest::name)
                .forEach(names::add);
        return names;
    }

    private static String name(MatchResult match) {
        return match.group(1);
    }
}
