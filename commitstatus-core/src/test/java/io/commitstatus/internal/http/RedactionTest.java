package io.commitstatus.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.commitstatus.internal.Vectors;
import io.commitstatus.internal.Vectors.Vector;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.spi.http.ApiRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class RedactionTest {
    private static final String TOKEN = "squeamish/ossi frage+\"é\"";
    private static final Provider PROVIDER = Provider.builder("flux-system/forge")
            .type("github")
            .username("jane")
            .address("https://jane:userinfo-pass@git.example.com/o/r")
            .build();

    @Test
    void aValueIsBlankedHoweverItIsWritten() {
        Redaction redaction = redaction(Map.of("token", TOKEN));
        List<String> forms = new ArrayList<>(List.of(
                TOKEN,
                ApiRequest.encode(TOKEN),
                ApiRequest.encode(TOKEN).replace("%2F", "%2f"),
                ApiRequest.encode(TOKEN).replace("%20", "+"),
                TOKEN.replace("\"", "\\\"")));
        for (String around : List.of("", ":", "jane:", "x-access-token:", "u:", "me:", "you:")) {
            forms.add(base64(around + TOKEN));
        }
        for (String form : forms) {
            String blanked = redaction.apply("before " + form + " after");
            assertThat(blanked).startsWith("before ").endsWith(" after").contains("*****");
            assertThat(blanked.length()).as(blanked).isLessThan("before ***** after".length() + 26);
        }
    }

    @Test
    void everySecretValueOfEverySecretIsBlanked() {
        Secret credentials = secret(Map.of("username", "jane", "password", "hunter22", "anything", "else-entirely"));
        Secret proxy = secret(Map.of("address", "http://p:proxy-pass@proxy:3128", "password", "other-pass"));

        assertThat(Redaction.of(PROVIDER, Set.of("appID"), credentials, null, proxy)
                        .apply("jane hunter22 else-entirely proxy-pass other-pass userinfo-pass "
                                + base64("jane:hunter22")))
                .isEqualTo("jane ***** ***** ***** ***** ***** *****");
    }

    @Test
    void bothPartsOfAnAddressesUserInfoAreBlanked() {
        for (String address : List.of(
                "https://ghp_0123456789:x-oauth-basic@git.example.com/o/r",
                "https://ghp_0123456789@git.example.com/o/r",
                "https://oauth2:ghp_0123456789@git.example.com/o/r",
                "https://jane:ghp_01\n23456789@git.example.com/o/r",
                "https://jane:ghp_01/23456789@git.example.com/o/r",
                "https://jane:ghp_01@23456789@git.example.com/o/r",
                "https://jane:ghp_01%4023456789@git.example.com/o/r")) {
            Redaction redaction =
                    Redaction.of(PROVIDER.toBuilder().address(address).build(), Set.of());
            for (String echo : List.of(address, address.replace("%40", "@"))) {
                assertThat(redaction.apply(echo + " by jane, oauth2"))
                        .contains("*****")
                        .doesNotContain("23456789")
                        .endsWith(" by jane, oauth2");
            }
        }
    }

    @Test
    void whiteSpaceAroundAValueDoesNotHideIt() {
        assertThat(redaction(Map.of("token", "ghp_0123456789\n")).apply("Bearer ghp_0123456789"))
                .isEqualTo("Bearer *****");
    }

    @Test
    void aTokenIsBlankedWithoutTheUserBeforeIt() {
        assertThat(redaction(Map.of("token", "dev@example.com:ATATT-0123")).apply("dev@example.com sent ATATT-0123"))
                .isEqualTo("dev@example.com sent *****");
    }

    @Test
    void aLineOfAKeyIsBlanked() {
        String key =
                "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\nBKcwggSjAgEAAoIBAQ\n-----END-----\n";

        assertThat(redaction(Map.of("tls.key", key)).apply("bad line: BKcwggSjAgEAAoIBAQ"))
                .isEqualTo("bad line: *****");
    }

    @Test
    void whatIsNotSecretStays() {
        Redaction redaction = redaction(Map.of("token", "abc", "username", "octocat", "appID", "123456"));

        assertThat(redaction.apply("abc octocat 123456 flux-system")).isEqualTo("abc octocat 123456 flux-system");
        assertThat(Redaction.NONE.apply("anything")).isEqualTo("anything");
    }

    @Test
    void patternsAndReplacementsInValuesAreTakenLiterally() {
        assertThat(redaction(Map.of("token", "a.c(\\E$1[")).apply("abc( a.c(\\E$1["))
                .isEqualTo("abc( *****");
    }

    @Test
    void longTextsAreDoneInTime() {
        Redaction redaction = redaction(Map.of("token", "a".repeat(40), "password", "a".repeat(39) + "b"));
        String text = ("a".repeat(38) + "c").repeat(50_000);

        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(10), () -> assertThat(redaction.apply(text)).isEqualTo(text));
    }

    @Test
    void aBundleOfThousandsOfLinesHidesNothingElse() {
        Random random = new Random(1);
        String bundle = random.ints(5000, 0, Integer.MAX_VALUE)
                .mapToObj(it -> base64(it + "/" + it + "/" + it + "/" + it))
                .collect(Collectors.joining("\n"));
        Redaction redaction = redaction(Map.of("token", TOKEN, "ca-bundle.pem", bundle));

        assertThat(redaction.apply(
                        "with " + TOKEN + " and " + bundle.lines().toList().get(4711) + "."))
                .isEqualTo("with ***** and *****.");
    }

    @Test
    void aLongValueOfShortLinesIsBlankedAsAWhole() {
        String value = "short-1\nshort-2\n".repeat(1000) + "end";

        assertThat(redaction(Map.of("token", value)).apply("echo: " + value + "; " + value.replace("\n", "\\n")))
                .isEqualTo("echo: *****; *****");
    }

    @Test
    void whatIsTooLongToBeLookedForBlanksEverything() {
        Redaction redaction = redaction(Map.of("token", "x".repeat(1024 * 1024) + "y"));

        assertThat(redaction.apply("a text")).isEqualTo("*****");
    }

    @Test
    void whatTakesTooLongToLookThroughIsBlankedAsAWhole() {
        Redaction redaction = redaction(Map.of("token", "a".repeat(100_000) + "b"));

        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertThat(redaction.apply("a".repeat(90_000))).isEqualTo("*****"));
    }

    @Test
    void aSecretBehindHalfAnEscapeIsBlanked() {
        assertThat(redaction(Map.of("token", "fade-in-%2fout")).apply("%2fade-in-%2Fout %fade-in-%2fout"))
                .isEqualTo("%2***** %*****");
    }

    @Test
    void theLongestOfTwoThatBeginAlikeIsBlanked() {
        assertThat(redaction(Map.of("token", "secret", "password", "secretive-one"))
                        .apply("secretive-one secretttt"))
                .isEqualTo("***** *****");
    }

    @Test
    void bytesThatAreNoTextAreNoProblem() {
        Secret binary = Secret.ofBytes(
                new NamespacedName("flux-system", "token"), Map.of("token", new byte[] {(byte) 0xff, 1, 2, 3, 4}));

        assertThatNoException()
                .isThrownBy(
                        () -> Redaction.of(PROVIDER, Set.of("appID"), binary).apply("text"));
    }

    @Test
    void fluxMasksTheSame() {
        Vectors.assumePresent();
        int differences = 0;
        for (Vector vector : Vectors.read("mask-token")) {
            String instead = switch (vector.name()) {
                // Such a token is masked by its other forms; an error would hide what went wrong.
                case "invalid UTF-8 token is an error" -> "...";
                // Blanking values of fewer than four characters would leave no text.
                case "one-character token masks between every character" -> "ab";
                // Every value of the Secret is masked, passwords and keys too.
                case "only the secret's 'token' key is masked" -> "401 for *****";
                default -> "";
            };
            differences += instead.isEmpty() ? 0 : 1;
            assertThat(masking(vector).apply(vector.text("text")))
                    .as(vector.name())
                    .isEqualTo(instead.isEmpty() ? vector.expect().asText() : instead);
        }
        assertThat(differences).isEqualTo(3);
    }

    private static Redaction masking(Vector vector) {
        if (vector.input().has("tokenHex")) {
            byte[] token = HexFormat.of().parseHex(vector.text("tokenHex"));
            return Redaction.of(
                    PROVIDER, Set.of(), Secret.ofBytes(new NamespacedName("flux-system", "s"), Map.of("token", token)));
        }
        if (vector.input().has("secret")) {
            return redaction(Map.of(
                    "password", vector.input().path("secret").path("password").asText()));
        }
        return Redaction.of(vector.text("token"));
    }

    private static Redaction redaction(Map<String, String> values) {
        return Redaction.of(PROVIDER, Set.of("appID"), secret(values));
    }

    private static Secret secret(Map<String, String> values) {
        return Secret.of(new NamespacedName("flux-system", "secret"), values);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
