package io.commitstatus.bitbucket;

import static org.assertj.core.api.Assertions.assertThat;

import io.commitstatus.model.Rejection;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.testing.ScriptedApi;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A few refused passwords, and Data Center asks for more than a password. */
class CaptchaTest {
    private static final Map<String, String> PASSWORD = Map.of("username", "deployer", "password", "squeamish");

    @Test
    void aCaptchaIsNamed() throws Exception {
        String message =
                "CAPTCHA required. Your Bitbucket account has been marked as requiring CAPTCHA to be answered.";
        for (int status : new int[] {401, 403}) {
            for (String body :
                    new String[] {Server.error(message, "auth.CaptchaRequiredAuthenticationException"), ""}) {
                ScriptedApi api = new ScriptedApi(Cloud.clock())
                        .then(
                                status,
                                body,
                                "X-Authentication-Denied-Reason",
                                "CAPTCHA_CHALLENGE; login-url=https://git.example.com/login");

                assertThat(Server.open(Server.ADDRESS, PASSWORD, api).publish(Cloud.status()))
                        .isInstanceOfSatisfying(PublishResult.Rejected.class, it -> {
                            assertThat(it.kind()).isEqualTo(Rejection.CREDENTIALS);
                            assertThat(it.reason()).contains("has to answer a CAPTCHA");
                        });
            }
        }
    }
}
