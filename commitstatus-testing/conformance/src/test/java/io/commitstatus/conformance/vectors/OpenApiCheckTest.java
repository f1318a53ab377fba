package io.commitstatus.conformance.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.commitstatus.spi.http.ApiRequest;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenApiCheckTest {
    private static final URI ROOT = URI.create("https://git.example.com/api");
    private static final Map<String, Object> STATUS = Map.of(
            "allOf", List.of(Map.of("$ref", "#/definitions/named")),
            "required", List.of("state"),
            "properties",
                    Map.of(
                            "state", Map.of("type", "string", "enum", List.of("good", "bad")),
                            "count", Map.of("type", "integer"),
                            "url", Map.of("type", List.of("string", "null")),
                            "context",
                                    Map.of("type", "object", "properties", Map.of("genre", Map.of("type", "string")))));
    private static final Map<String, Object> NAMED =
            Map.of("required", List.of("name"), "properties", Map.of("name", Map.of("type", "string")));
    private static final Map<String, Object> VERSION = Map.of("in", "query", "name", "version", "required", true);

    private final OpenApiCheck openApi3 = check(Map.of(
            "parameters",
            List.of(VERSION),
            "requestBody",
            Map.of("content", Map.of("application/json", Map.of("schema", Map.of("$ref", "#/definitions/status"))))));
    private final OpenApiCheck swagger2 = check(Map.of(
            "parameters", List.of(VERSION, Map.of("in", "body", "schema", Map.of("$ref", "#/definitions/status")))));

    @Test
    void whatIsDescribedIsRight() {
        assertProblems(
                Map.of("name", "n", "state", "good", "count", 1, "url", "https://x", "context", Map.of("genre", "g")));
    }

    @Test
    void unknownPathsAndMethodsAreFound() {
        for (ApiRequest request : List.of(
                ApiRequest.get(ROOT, "repos", "r", "status").build(),
                ApiRequest.post(ROOT, "repos", "r", "x", "status").build())) {
            assertThat(openApi3.problems(request)).singleElement().asString().endsWith("is not described");
        }
    }

    @Test
    void queriesAreChecked() {
        ApiRequest.Builder request = ApiRequest.post(ROOT, "repos", "r", "status")
                .query("color", "red")
                .json(good());
        for (OpenApiCheck check : List.of(openApi3, swagger2)) {
            assertThat(check.problems(request.build()))
                    .containsExactly(
                            "the query parameter version is missing", "the query parameter color is not described");
        }
    }

    @Test
    void whatTheBodyLacksIsFound() {
        assertProblems(Map.of("count", 1), "the body lacks state", "the body lacks name");
    }

    @Test
    void unknownMembersAreFoundAlsoWithin() {
        assertProblems(
                Map.of("name", "n", "state", "good", "color", "red", "context", Map.of("kind", "k")),
                "body.color is not described",
                "body.context.kind is not described");
    }

    @Test
    void otherTypesAndWordsAreFound() {
        assertProblems(
                Map.of("name", 1, "state", "green", "count", "1", "url", 7),
                "body.name has another type than is described",
                "body.count has another type than is described",
                "body.url has another type than is described",
                "body.state is \"green\", not one of [good, bad]");
    }

    /** In the vendors' own descriptions. */
    @ParameterizedTest(name = "{0}: {2} {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
        github.json    | https://api.github.com        | GET /nowhere | {} | GET /nowhere is not described
        github.json    | https://api.github.com        | GET /repos/o/r/statuses/sha | {} | GET /repos/o/r/statuses/sha is not described
        github.json    | https://api.github.com        | POST /repos/o/r/statuses/sha?x=y | {"context":7,"color":"red"} \
            | the query parameter x is not described; the body lacks state; body.context has another type than is described; body.color is not described
        github.json    | https://api.github.com        | POST /repos/o/r/statuses/sha | {"state":"green"} \
            | body.state is "green", not one of [error, failure, pending, success]
        gitlab.json    | https://gitlab.com            | GET /api/v4/nowhere | {} | GET /api/v4/nowhere is not described
        gitlab.json    | https://gitlab.com            | GET /api/v4/projects/g/p/statuses/sha | {} | GET /api/v4/projects/g/p/statuses/sha is not described
        gitlab.json    | https://gitlab.com            | POST /api/v4/projects/g%2Fp/statuses/sha | {"state":"failure","pipeline_id":"101","color":"red"} \
            | body.state is "failure", not one of [pending, running, success, failed, canceled, skipped]; body.pipeline_id has another type than is described; body.color is not described
        bitbucket.json | https://api.bitbucket.org/2.0 | POST /repositories/t/r/commit/1/statuses/build | {"type":"build","state":"CANCELLED","color":"red"} \
            | body.state is "CANCELLED", not one of [SUCCESSFUL, STOPPED, INPROGRESS, FAILED]; body.color is not described
        azure.json     | https://dev.azure.com         | GET /nowhere | {} | GET /nowhere is not described
        azure.json     | https://dev.azure.com         | POST /o/p/_apis/git/repositories/r/commits/1/statuses | {} | the query parameter api-version is missing
        azure.json     | https://dev.azure.com         | POST /o/p/_apis/git/repositories/r/commits/1/statuses?api-version=7.1&x=y | {} | the query parameter x is not described
        azure.json     | https://dev.azure.com         | POST /o/p/_apis/git/repositories/r/commits/1/statuses?api-version=7.1 | {"color":"red","state":"green","context":{"name":7,"kind":"x"}} \
            | body.color is not described; body.state is "green", not one of [notSet, pending, succeeded, failed, error, notApplicable]; body.context.name has another type than is described; body.context.kind is not described
        """)
    void whatTheVendorsDoNotDescribeIsFound(String file, URI root, String call, String body, String problems)
            throws Exception {
        String[] methodAndPath = call.split(" ", 2);
        ApiRequest.Builder request = methodAndPath[0].equals("GET")
                ? ApiRequest.get(URI.create(root + methodAndPath[1]))
                : ApiRequest.post(URI.create(root + methodAndPath[1]));
        request.json(JsonPath.object(JsonMapper.builder().build().readValue(body, Object.class)));

        OpenApiCheck check = OpenApiCheck.read(Path.of("..", "..", "..", "shared", "openapi", file), root);
        assertThat(String.join("; ", check.problems(request.build()))).isEqualTo(problems);
    }

    @Test
    void anAbsentDescriptionSkipsTheTest() {
        assertThatThrownBy(() -> OpenApiCheck.read(Path.of("nowhere.json"), ROOT))
                .hasMessageContaining("Assumption failed: there is no API description");
    }

    private void assertProblems(Map<String, ?> body, String... problems) {
        ApiRequest request = ApiRequest.post(ROOT, "repos", "r", "status")
                .query("version", "1")
                .json(body)
                .build();
        assertThat(openApi3.problems(request)).containsExactlyInAnyOrder(problems);
        assertThat(swagger2.problems(request)).containsExactlyInAnyOrder(problems);
    }

    private static Map<String, String> good() {
        return Map.of("name", "n", "state", "good");
    }

    private static OpenApiCheck check(Map<String, Object> operation) {
        return new OpenApiCheck(
                Map.of(
                        "paths", Map.of("/repos/{name}/status", Map.of("post", operation)),
                        "definitions", Map.of("status", STATUS, "named", NAMED)),
                ROOT);
    }
}
