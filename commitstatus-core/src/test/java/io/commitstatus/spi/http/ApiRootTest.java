package io.commitstatus.spi.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.Provider;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiRootTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://git.example.com/api/v3       | https://git.example.com/api/v3
            HTTPS://Git.Example.com/Api/v3//     | https://git.example.com/Api/v3
            https://git.example.com:443          | https://git.example.com
            http://git.example.com:80/           | http://git.example.com
            https://git.example.com:8443/a%20b/  | https://git.example.com:8443/a%20b
            https://[2001:DB8::1]:443/api        | https://[2001:db8::1]/api
            """)
    void everyWayToWriteItIsOne(String written, URI root) {
        assertThat(ApiRoot.of(provider(written))).isEqualTo(Optional.of(root));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "git.example.com",
                "ftp://git.example.com",
                "https:///api",
                "https://u:s3cret@git.example.com",
                "https://git.example.com?a=b",
                "https://git.example.com#a",
                "https://a b"
            })
    void whatIsNoRootIsRefusedByFieldWithoutItsText(String written) {
        assertThatThrownBy(() -> ApiRoot.of(provider(written)))
                .isInstanceOf(InvalidFieldException.class)
                .hasMessageContaining("the value is not an API root")
                .hasMessageNotContaining("s3cret");
    }

    private static Provider provider(String root) {
        return Provider.builder("a/p")
                .type("github")
                .annotation(Provider.API_URL, root)
                .build();
    }
}
