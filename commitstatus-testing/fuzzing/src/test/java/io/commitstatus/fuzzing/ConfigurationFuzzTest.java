package io.commitstatus.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.commitstatus.Configuration;
import io.commitstatus.model.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

class ConfigurationFuzzTest {
    private static final List<String> WORDS = List.of(
            "apiVersion",
            "notification.toolkit.fluxcd.io/v1beta3",
            "v1",
            "kind",
            "Provider",
            "Alert",
            "Secret",
            "List",
            "items",
            "metadata",
            "name",
            "namespace",
            "uid",
            "annotations",
            "spec",
            "type",
            "github",
            "gitlab",
            "bitbucket",
            "bitbucketserver",
            "azuredevops",
            "address",
            "https://example.com/o/p/_git/r",
            "secretRef",
            "certSecretRef",
            "proxySecretRef",
            "timeout",
            "1m",
            "suspend",
            "providerRef",
            "eventSources",
            "Kustomization",
            "*",
            "matchLabels",
            "inclusionList",
            "exclusionList",
            "eventMetadata",
            "summary",
            "stringData",
            "data",
            "token",
            "ca.crt",
            "proxy",
            "username",
            "password",
            "sops",
            "a");

    /** A Secret whose value is in no problem, whatever stands before it. */
    private static final String SECRET =
            "\n---\napiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {token: " + Oracle.SECRET
                    + ", proxy: 'http://u:" + Oracle.SECRET + "@host:x'}\n";

    @FuzzTest(maxDuration = "8h")
    void yaml(byte[] data) {
        String yaml = Oracle.text(data) + SECRET;
        check(Oracle.of(data.length, () -> problems(yaml)));
    }

    @FuzzTest(maxDuration = "8h")
    void maps(FuzzedDataProvider data) {
        int size = data.remainingBytes();
        List<Map<String, Object>> objects = new ArrayList<>();
        while (objects.size() < 4 && data.remainingBytes() > 0) {
            objects.add(map(data, 0));
        }
        check(Oracle.of(size, () -> Configuration.lenient(objects).problems()));
    }

    private static List<Problem> problems(String yaml) {
        return Configuration.reader().lenient(true).parse(yaml).problems();
    }

    private static void check(List<Problem> problems) {
        assertThat(problems).hasSizeLessThan(1002);
        problems.forEach(it -> Oracle.printable(it.toString()));
    }

    private static Map<String, Object> map(FuzzedDataProvider data, int depth) {
        Map<String, Object> map = new LinkedHashMap<>();
        int fields = data.consumeInt(0, 8);
        for (int i = 0; i < fields; i++) {
            map.put(word(data), value(data, depth + 1));
        }
        return map;
    }

    private static Object value(FuzzedDataProvider data, int depth) {
        return switch (data.consumeInt(0, depth > 6 ? 3 : 6)) {
            case 0 -> data.consumeBoolean();
            case 1 -> data.consumeInt();
            case 2, 3 -> word(data);
            case 4 -> List.of(value(data, depth + 1), value(data, depth + 1));
            default -> map(data, depth + 1);
        };
    }

    private static String word(FuzzedDataProvider data) {
        return data.consumeInt(0, 9) == 0 ? data.consumeString(40) : data.pickValue(WORDS);
    }
}
