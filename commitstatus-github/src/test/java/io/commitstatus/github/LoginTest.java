package io.commitstatus.github;

import io.commitstatus.conformance.answers.Cell;
import io.commitstatus.spi.PublisherContext;
import io.commitstatus.testing.PublisherContexts;
import io.commitstatus.testing.ScriptedApi;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            token=t;password=p;githubAppID=1 | t
            token= \\n;password=p            | p
            username=u;password=p\\n         | p
            -                                | token: …flux-system/token…
            password=squeamish ossifrage     | password: …
            password=squeamish\\nossifrage   | password: …
            password=squeamishé              | password: …
            password=squeamish\\0            | password: …
            """)
    void theTokenIsUsedElseThePasswordElseTheKeyIsNamed(String secret, String token) {
        Cell.expect(token, () -> {
            PublisherContext context = PublisherContexts.over(
                    GitHub.provider("https://github.com/o/r"),
                    GitHub.secret(Cell.fields(secret)),
                    new ScriptedApi(GitHub.clock()),
                    GitHub.clock());
            return Login.of(GitHubDestination.of(context.provider()), context).current();
        });
    }
}
