package io.commitstatus.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.model.InvalidFieldException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CelStatusExpressionsTest {
    private static final Map<String, Object> VARIABLES = Map.of(
            "event",
            Map.of(
                    "involvedObject",
                    Map.of("kind", "Kustomization", "name", "apps", "namespace", "flux-system"),
                    "severity",
                    "info",
                    "message",
                    "x".repeat(2000),
                    "metadata",
                    Map.of("environment", "production", "größe", "ä")),
            "alert",
            Map.of("metadata", Map.of("name", "all"), "spec", Map.of("eventSources", List.of(Map.of("kind", "*")))),
            "provider",
            Map.of(
                    "metadata",
                    Map.of("uid", "0c9c2e41-d2f9-4f9b-9c41-bebc1984d67a"),
                    "spec",
                    Map.of("type", "github")));

    private static String evaluate(String expression) {
        return new CelStatusExpressions().compile(expression).evaluate(VARIABLES);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'fixed' | fixed",
                "event.involvedObject.kind + '/' + event.involvedObject.name | Kustomization/apps",
                "(event.involvedObject.kind + '/' + event.involvedObject.name).lowerAscii() | kustomization/apps",
                "provider.metadata.uid.split('-')[0].upperAscii() | 0C9C2E41",
                "provider.metadata.uid.split('-').first().value() | 0c9c2e41",
                "provider.metadata.uid.split('-').last().value() | bebc1984d67a",
                "string(event.metadata.environment) | production",
                "has(event.metadata.cluster) ? 'c/' + event.metadata.cluster : 'none' | none",
                "'k/' + event.metadata[?'cluster'].orValue('none') | k/none",
                "'k/' + event.?metadata.?environment.orValue('none') | k/production",
                "event.severity == 'error' ? 'bad' : 'good' | good",
                "event.involvedObject.name.matches('^a.*s$') ? 'yes' : 'no' | yes",
                "'env' in event.metadata ? 'yes' : 'no' | no",
                "['a', 'b'].join('-') | a-b",
                "'a-b-c'.replace('-', '.') | a.b.c",
                "'a-b-c'.replace('-', '.', 1) | a.b-c",
                "'ab'.replace('', '.') | .a.b.",
                "'abc'.reverse() + 'abc'.substring(1) + 'abc'.charAt(0) | cbabca",
                "'  a '.trim() + string('abc'.indexOf('b')) | a1",
                "base64.encode(b'hello') | aGVsbG8=",
                "sets.contains(['a'], ['a']) ? 'yes' : 'no' | yes",
                "['x', 'y'].filter(i, i != 'x').map(i, i + '!').join() | y!",
                "string(size(event.message)) | 2000",
                "string(1 < 1.5) | true",
                "'größe/' + event.metadata['größe'] | größe/ä",
                "string(timestamp('2026-01-01T00:00:00Z').getFullYear()) | 2026",
                "'%s/%s'.format([event.involvedObject.kind, event.involvedObject.name]) | Kustomization/apps",
                "'%d %x %X %o %b'.format([10, 255, 255, 8, 5]) | 10 ff FF 10 101",
                "'%.2f %e 100%%'.format([1.5, 1500.0]) | 1.50 1.500000e+03 100%",
                "'%s'.format([['a', 'b']]) | [a, b]",
                "alert.spec.eventSources.exists(s, s.kind == '*') ? 'all' : 'some' | all"
            })
    void anExpressionGivesTheKey(String expression, String key) {
        assertThat(evaluate(expression)).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "foo. | at 1:",
                "foo | undeclared reference to 'foo'",
                "'a' + notification.metadata.name | at 1:7 of the expression: undeclared reference to 'notification'",
                "event == 'bar' | found no matching overload for '_==_'",
                "event.metadata.environment | the expression's type is dyn; it must be string",
                "event.involvedObject.kind + event.involvedObject.name | type is dyn",
                "provider.metadata.uid.split('-').first() | type is optional_type(string)",
                "1 + 1 | type is int",
                "event | type is map(string, dyn)",
                "['a', 1].join() | at 1:",
                "`` | at 1:"
            })
    void anExpressionThatIsNotValidIsRefusedAtLoad(String expression, String message) {
        assertThatThrownBy(() -> new CelStatusExpressions().compile(expression))
                .isInstanceOf(InvalidFieldException.class)
                .hasMessageContaining(message);
    }

    @Test
    void anExpressionThatIsTooLongIsRefused() {
        assertThatThrownBy(() -> new CelStatusExpressions().compile("'" + "a".repeat(5000) + "'"))
                .hasMessageContaining("it may have at most 4096");
        assertThatThrownBy(() -> new CelStatusExpressions().compile("(".repeat(2000) + "'a'" + ")".repeat(2000)))
                .isInstanceOf(InvalidFieldException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'k/' + event.metadata.cluster | cluster",
                "'k/' + event.metadata['cluster'] | cluster",
                "string(event.metadata) | for this event",
                "provider.metadata.uid.split('-')[9] | for this event",
                "'k/' + event.involvedObject | for this event",
                "'%s %s'.format(['a']) | more verbs than the 1 arguments",
                "'%d'.format(['a']) | %d needs a whole number",
                "'%q'.format(['a']) | is not a verb",
                "'%'.format(['a']) | needs a letter",
                "event.message.matches('a{0,900}a{0,900}') ? 'a' : 'b' | for this event",
                "event.message.matches('(?:a?b?){900}c$') ? 'a' : 'b' | for this event"
            })
    void whatCannotBeEvaluatedSaysWhy(String expression, String message) {
        assertThatThrownBy(() -> evaluate(expression))
                .isInstanceOf(InvalidFieldException.class)
                .hasMessageContaining(message);
    }

    /** What a tenant could write to stop everybody. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "string(event.message).replace('', string(event.message)).replace('', string(event.message))",
                "string(event.message).split('').map(a, string(event.message)).join(string(event.message))",
                "[1,2,3,4,5,6,7,8,9,10].map(a, [1,2,3,4,5,6,7,8,9,10].map(b, [1,2,3,4,5,6,7,8,9,10].map(c,"
                        + " [1,2,3,4,5,6,7,8,9,10].map(d, [1,2,3,4,5,6,7,8,9,10].map(e, e))))).size() > 0 ? 'a' : 'b'",
                "[1,2,3,4,5,6,7,8,9,10].all(a, [1,2,3,4,5,6,7,8,9,10].all(b,"
                        + " !string(event.message).matches('(?:a?b?){90}c$'))) ? 'a' : 'b'",
                "[string(event.message)].map(x, x+x).map(x, x+x).map(x, x+x).map(x, x+x).map(x, x+x)"
                        + ".map(x, x+x).map(x, x+x).map(x, x+x).map(x, x+x).map(x, x+x).map(x, x+x)[0]"
            })
    void anExpressionThatGrowsOrRunsIsStopped(String expression) {
        assertThatThrownBy(() -> evaluate(expression))
                .isInstanceOf(InvalidFieldException.class)
                .hasMessageContaining("make the expression simpler");
    }
}
