package io.commitstatus;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.internal.config.check.StubPublisher;
import io.commitstatus.model.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people write late at night. */
class ConfigurationSlipsTest {
    private static final String PROVIDER = """
            apiVersion: notification.toolkit.fluxcd.io/v1beta3
            kind: Provider
            metadata: {namespace: flux-system, name: github}
            spec: {type: github, address: 'https://github.com/org/repo', secretRef: {name: token}}
            """;
    private static final String ALERT = """
            apiVersion: notification.toolkit.fluxcd.io/v1beta3
            kind: Alert
            metadata: {namespace: flux-system, name: apps}
            spec:
              providerRef: {name: github}
              eventSources: [{kind: Kustomization, name: '*'}]
            """;
    private static final String SECRET = """
            apiVersion: v1
            kind: Secret
            metadata: {namespace: flux-system, name: token}
            stringData: {token: a-token}
            """;

    private static Configuration lenient(String... documents) {
        return Configuration.reader()
                .lenient(true)
                .publishers(List.of(new StubPublisher("github")))
                .parse(String.join("---\n", documents));
    }

    private static List<String> problems(String... documents) {
        return lenient(documents).problems().stream()
                .map(it -> it.level() + " " + it.path() + ": " + it.message())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"${CLUSTER_NAME}", "'${CLUSTER_NAME}'", "on ${CLUSTER_NAME} now", "${CLUSTER_NAME:=dev}"})
    void aPlaceholderThatNothingReplacedIsTold(String summary) {
        assertThat(problems(PROVIDER, ALERT + "  summary: " + summary + "\n"))
                .singleElement()
                .asString()
                .startsWith("WARNING spec.summary: this holds a placeholder")
                .contains("nothing has replaced");
    }

    @Test
    void aSecretsValueIsNotLookedAtForPlaceholders() {
        assertThat(problems(PROVIDER, SECRET.replace("a-token", "'a-${TOKEN}'")))
                .isEmpty();
    }

    @Test
    void byteOrderMarksMayStandAtAnyLine() {
        Configuration configuration = lenient(PROVIDER, "\uFEFF" + ALERT, "\uFEFF---\n\uFEFF" + SECRET);

        assertThat(configuration.problems()).isEmpty();
        assertThat(configuration.alerts()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"yes, true", "on, true", "True, true", "no, false", "Off, false"})
    void yesAndNoAreTakenAsKubernetesTakesThem(String written, boolean suspended) {
        Configuration configuration = lenient(PROVIDER, ALERT + "  suspend: " + written + "\n");

        assertThat(configuration.problems()).isEmpty();
        assertThat(configuration.alerts()).singleElement().matches(it -> it.suspended() == suspended);
    }

    @Test
    void aQuotedYesIsAStringAndAPlainOneIsNone() {
        assertThat(problems(PROVIDER, ALERT + "  suspend: 'yes'\n"))
                .containsExactly("ERROR spec.suspend: this is a string; write true or false, without quotes");
        assertThat(problems(PROVIDER, ALERT + "  summary: no\n"))
                .containsExactly("ERROR spec.summary: this is a boolean; it must be a string, so put it in quotes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "# nothing\n", "---\n", "---\n---\nnull\n"})
    void anEmptyFileIsTold(String text) {
        assertThat(problems(text)).containsExactly("WARNING : there is no document in this; write one, or remove it");
    }

    @Test
    void whateverIsEncryptedIsTold() {
        String sops = "sops: {version: 3.9.0}\n";
        assertThat(problems(PROVIDER + sops))
                .containsExactly("ERROR sops: this Provider is encrypted with SOPS; decrypt it first");
        assertThat(problems(ALERT.replace("name: apps", "name: 'ENC[AES256_GCM,data:x]'") + sops))
                .containsExactly("ERROR sops: this Alert is encrypted with SOPS; decrypt it first");
        assertThat(problems(SECRET.replace("name: token", "name: 'ENC[AES256_GCM,data:x]'") + sops))
                .singleElement()
                .asString()
                .startsWith("WARNING sops: this Secret is encrypted");
    }

    @Test
    void anEntryThatMatchesNothingTakesNothingElseAway() {
        Configuration configuration = lenient(
                PROVIDER,
                ALERT.replace(
                                "name: '*'}]",
                                "name: '*'}, {kind: HelmRelease, name: 'prod-*'}, {kind: HelmRelese, name: a}, {kind: Bucket, name: A_B}]")
                        + "  inclusionList: ['(']\n");

        assertThat(configuration.alerts()).hasSize(1);
        assertThat(configuration.problems())
                .extracting(it -> it.level() + " " + it.path())
                .containsExactly(
                        "WARNING spec.eventSources[1].name",
                        "ERROR spec.eventSources[2].kind",
                        "ERROR spec.eventSources[3].name",
                        "ERROR spec.inclusionList[0]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "certSecretRef | ca.crt   | aaa                    | holds no certificate",
                "secretRef     | ca.crt   | aaa                    | holds no certificate",
                "certSecretRef | tls.key  | aaa                    | has only one of",
                "secretRef     | proxy    | socks5://proxy:1080    | scheme",
                "secretRef     | proxy    | http://proxy:99999     | port",
                "proxySecretRef| address  | https://proxy:3128     | scheme",
                "proxySecretRef| address  | http://proxy:99999     | port",
                "proxySecretRef| address  | http://pro xy          | is not a valid URL",
                "proxySecretRef| username | me                     | has no key"
            })
    void whatASecretHoldsIsLookedAtWhereverItIsNamed(String reference, String key, String value, String problem) {
        boolean beside = reference.equals("secretRef");
        String secret = beside ? SECRET.replace("}\n", ", " + key + ": '" + value + "'}\n") : SECRET;
        secret = secret.replace("name: token, " + key + ": '" + value + "'}", "name: token}");
        String provider =
                beside ? PROVIDER : PROVIDER.replace("{name: token}", "{name: token}, " + reference + ": {name: more}");
        String more = SECRET.replace("name: token", "name: more").replace("token: a-token", key + ": '" + value + "'");
        String[] documents = beside ? new String[] {provider, secret} : new String[] {provider, SECRET, more};

        assertThat(problems(documents))
                .singleElement()
                .asString()
                .startsWith("ERROR spec." + reference + ".name: ")
                .contains(problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"socks5://proxy:1080", "http://proxy:0", "proxy:3128"})
    void aProvidersOwnProxyIsLookedAtInTheSameWay(String proxy) {
        assertThat(problems(PROVIDER.replace("secretRef:", "proxy: '" + proxy + "', secretRef:")))
                .singleElement()
                .asString()
                .startsWith("ERROR spec.proxy: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://git_lab.example.com/g/p", "git@git_lab.example.com:g/p"})
    void aHostWithAnUnderscoreIsTold(String address) {
        assertThat(problems(PROVIDER.replace("https://github.com/org/repo", address)))
                .singleElement()
                .asString()
                .contains("\"git_lab.example.com\" has an underscore");
    }

    @Test
    void aHostThatIsNoneHarmsNobodyElse() {
        assertThat(lenient(
                                PROVIDER.replace("https://github.com/org/repo", "git@ho\"st:o/r"),
                                PROVIDER.replace("name: github", "name: other"))
                        .providers())
                .hasSize(1);
    }

    @Test
    void noProblemIsAnError() {
        assertThat(lenient(PROVIDER, ALERT, SECRET).problems())
                .extracting(Problem::message)
                .isEmpty();
    }
}
