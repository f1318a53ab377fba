package io.commitstatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.commitstatus.internal.config.check.StubPublisher;
import io.commitstatus.internal.targets.EffectiveProvider;
import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Problem;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SecretVectorsTest {
    private static final Path VECTORS = Path.of("../../shared/vectors");
    private static final NamespacedName SECRET = new NamespacedName("flux-system", "s");

    private static final Map<String, Runnable> CHECKED = new LinkedHashMap<>();

    static {
        CHECKED.put("address in secret exactly", SecretVectorsTest::theLongestAddress);
        CHECKED.put("address in the secret is trimmed", SecretVectorsTest::theAddressIsTrimmed);
        CHECKED.put("token is used untrimmed but masked trimmed", SecretVectorsTest::theTokenIsNotTrimmed);
        CHECKED.put(
                "default timeout",
                () -> assertThat(provider().build().timeout()).hasSeconds(15));
        CHECKED.put(
                "tls: no secrets returns nil TLS config",
                () -> assertThat(problems(provider(), Map.of("token", "t"))).isEmpty());
        CHECKED.put(
                "tls: providerSecret without ca.crt (git provider) returns nil TLS config",
                () -> assertThat(problems(provider(), Map.of("token", "t", "foo", "bar")))
                        .isEmpty());
        CHECKED.put(
                "tls: providerCertSecret with invalid CA returns error",
                () -> assertThat(certProblems(Map.of("ca.crt", "bogus"))).hasSize(1));
        CHECKED.put(
                "reference to non-existing cert secret",
                () -> assertThat(problems(provider().certSecretRef("missing"), Map.of("token", "t")))
                        .hasSize(1));
        CHECKED.put(
                "factory: unsupported provider",
                () -> assertThat(problems(Provider.builder("flux-system/p").type("foo"), Map.of()))
                        .hasSize(1));
        CHECKED.put(
                "gitea",
                () -> assertThat(problems(Provider.builder("flux-system/p").type("gitea"), Map.of()))
                        .singleElement()
                        .satisfies(it -> assertThat(it.message()).contains("\"gitea\"", "installed: github")));
    }

    @TestFactory
    Stream<DynamicTest> everyVectorIsCheckedOrSaysWhere() throws IOException {
        assumeTrue(Files.isDirectory(VECTORS), "the vectors are not here");
        List<String> elsewhere;
        try (InputStream file = SecretVectorsTest.class.getResourceAsStream("/vectors-elsewhere.txt")) {
            elsewhere = new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(it -> it.contains("|"))
                    .toList();
        }
        return Stream.of("secret-handling.json", "provider-construction-errors.json")
                .flatMap(SecretVectorsTest::names)
                .map(name -> DynamicTest.dynamicTest(name, () -> check(name, elsewhere)));
    }

    @Test
    void whatTheVectorsSayHoldsWithoutThem() {
        CHECKED.values().forEach(Runnable::run);
    }

    private static void check(String name, List<String> elsewhere) {
        Optional<Runnable> check = CHECKED.entrySet().stream()
                .filter(it -> name.startsWith(it.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
        if (check.isPresent()) {
            check.get().run();
            return;
        }
        Optional<String> reason = elsewhere.stream()
                .filter(it -> name.startsWith(it.substring(0, it.indexOf('|'))))
                .findFirst();
        assertThat(reason).as("a check, or a reason in vectors-elsewhere.txt").isPresent();
        assumeTrue(false, reason.get());
    }

    private static Stream<String> names(String file) {
        try {
            List<String> names = new ArrayList<>();
            for (JsonNode vector :
                    JsonMapper.builder().build().readTree(VECTORS.resolve(file).toFile())) {
                names.add(vector.get("name").textValue());
            }
            return names.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Provider.Builder provider() {
        return Provider.builder("flux-system/p")
                .type("github")
                .address("https://github.com/foo/bar")
                .secretRef("s");
    }

    private static List<Problem> problems(Provider.Builder provider, Map<String, String> secret) {
        return problems(provider, Secret.of(SECRET, secret));
    }

    private static List<Problem> problems(Provider.Builder provider, Secret... secrets) {
        Configuration.Builder builder = Configuration.reader()
                .publishers(List.of(new StubPublisher("github")))
                .lenient(true)
                .builder()
                .put(provider.build());
        Stream.of(secrets).forEach(builder::put);
        return builder.build().problems();
    }

    private static List<Problem> certProblems(Map<String, String> cert) {
        return problems(
                provider().certSecretRef("cert"),
                Secret.of(SECRET, Map.of("token", "t")),
                Secret.of(new NamespacedName("flux-system", "cert"), cert));
    }

    private static void theLongestAddress() {
        String start = "https://example.org/";
        String longest = start + "a".repeat(2048 - start.length());

        assertThat(effective(longest)).hasValue(longest);
        assertThatThrownBy(() -> effective(longest + "a"))
                .isInstanceOfSatisfying(
                        InvalidFieldException.class, e -> assertThat(e.field()).isEqualTo("address"));
        assertThatThrownBy(() -> effective(" ")).isInstanceOf(InvalidFieldException.class);
    }

    private static void theAddressIsTrimmed() {
        assertThat(effective(" https://github.com/a/b\n")).hasValue("https://github.com/a/b");
        assertThat(EffectiveProvider.of(provider().build(), Optional.empty()).address())
                .hasValue("https://github.com/foo/bar");
    }

    private static Optional<String> effective(String address) {
        return EffectiveProvider.of(provider().build(), Optional.of(Secret.of(SECRET, Map.of("address", address))))
                .address();
    }

    private static void theTokenIsNotTrimmed() {
        Configuration configuration = Configuration.reader().parse("""
                {apiVersion: v1, kind: Secret, metadata: {namespace: flux-system, name: s}, stringData: {token: "t\\n"}}
                """);

        assertThat(configuration.secret(SECRET).flatMap(it -> it.value("token")))
                .hasValue("t\n");
    }
}
