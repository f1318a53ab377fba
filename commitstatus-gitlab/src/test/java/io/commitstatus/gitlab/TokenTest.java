package io.commitstatus.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.conformance.answers.Cell;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenTest {

    /** A refresh token works once and gives the next: a library that stores no credentials would lose it. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            token=t;password=p                | PRIVATE-TOKEN: t
            token= \\n;password=p             | PRIVATE-TOKEN: p
            username=u;password=p\\n          | PRIVATE-TOKEN: p
            token=glpat-x1Y2z3                | PRIVATE-TOKEN: glpat-x1Y2z3
            token=glpat-a1b2c3.01.0w1abcdef   | PRIVATE-TOKEN: glpat-a1b2c3.01.0w1abcdef
            token=company-prefix-x1Y2z3       | PRIVATE-TOKEN: company-prefix-x1Y2z3
            token=x1Y2z3x1Y2z3x1Y2z3x1        | PRIVATE-TOKEN: x1Y2z3x1Y2z3x1Y2z3x1
            token=123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef   | PRIVATE-TOKEN: 123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
            token=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0 | PRIVATE-TOKEN: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0
            token=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\\n | Authorization: Bearer 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
            username=oauth2;password=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef \
                | Authorization: Bearer 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
            refreshToken=squeamish;token=glpat-x | PRIVATE-TOKEN: glpat-x
            token=glcbt-64_squeamish          | token: …CI job token…
            password=gldt-squeamish           | password: …deploy token…
            refreshToken=squeamish            | refreshToken: …works once…project or group access token…
            refresh_token=squeamish;token=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef    | refresh_token: …works once…project or group access token…
            refresh-token=squeamish;password=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef | refresh-token: …works once…project or group access token…
            -                                 | token: …flux-system/token…
            password=squeamish ossifrage      | password: …
            password=squeamish\\nossifrage    | password: …
            password=squeamishé               | password: …
            password=squeamish\\0             | password: …
            """)
    void aSecretGivesAHeaderOrSaysWhyNot(String secret, String header) {
        Cell.expect(header, () -> {
            Token token = Token.of(GitLab.secret(Cell.fields(secret)));
            assertThat(token).hasToString(token.header() + ": ***");
            return token.header() + ": " + token.value();
        });
    }
}
