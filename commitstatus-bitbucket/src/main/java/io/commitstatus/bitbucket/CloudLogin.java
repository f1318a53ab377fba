package io.commitstatus.bitbucket;

import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.Secret;
import io.commitstatus.spi.PublisherContext;
import io.commitstatus.spi.http.AccessTokens;
import io.commitstatus.spi.http.SecretValues;
import java.io.IOException;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Bitbucket Cloud is shown to prove who we are. Its {@code toString} shows the kind alone. */
final class CloudLogin {
    private static final Logger LOG = LoggerFactory.getLogger(CloudLogin.class);
    private static final String FIELD = "token";
    /** The user that git is given for an access token. */
    private static final String GIT_USER = "x-token-auth";

    private static final String FORMS =
            "an API token as \"email:api-token\", or a repository, project or workspace access token alone, or an OAuth"
                    + " consumer's clientId and clientSecret";

    /** The forms that a token may have. */
    enum Kind {
        API_TOKEN("the API token is wrong, expired or revoked, or was made without scopes for Bitbucket; put a new one"
                + " into the Secret as \"email:api-token\", with the Atlassian account's email"),
        ACCESS_TOKEN(
                "the access token is wrong, expired or revoked; put a new one into the Secret, or, if it is a user's"
                        + " API token, write it as \"email:api-token\""),
        CONSUMER(
                "the OAuth consumer is gone, or lacks the permission to read repositories; correct it in the workspace"),
        APP_PASSWORD("app passwords ended on 2026-07-28; put an API token into the Secret as \"email:api-token\", or a"
                + " repository, project or workspace access token");

        private final String remedy;

        Kind(String remedy) {
            this.remedy = remedy;
        }

        /** What to do after a 401. */
        String remedy() {
            return remedy;
        }
    }

    private final Kind kind;
    private final AccessTokens authorization;

    private CloudLogin(Kind kind, AccessTokens authorization) {
        this.kind = kind;
        this.authorization = authorization;
    }

    /**
     * Reads {@code token}, without white space around it, which editors and shells leave: what has a colon is user and
     * password, anything else an access token. Without it, an OAuth consumer.
     *
     * @throws InvalidFieldException when there is none, or it cannot be sent
     */
    static CloudLogin of(URI web, PublisherContext context) {
        Secret secret = context.secret();
        if (!secret.keys().contains(FIELD) && secret.keys().contains(ConsumerTokens.SECRET)) {
            AccessTokens tokens = context.tokens(ConsumerTokens.of(web, secret));
            return new CloudLogin(Kind.CONSUMER, () -> "Bearer " + tokens.current());
        }
        String token = SecretValues.token(secret, FIELD)
                .orElseThrow(() -> new InvalidFieldException(
                        FIELD, "Secret " + secret.name() + " has no \"token\"; add " + FORMS + " under that key"));
        int colon = token.indexOf(':');
        if (colon < 0) {
            return new CloudLogin(Kind.ACCESS_TOKEN, () -> "Bearer " + token);
        }
        if (colon == 0 || colon == token.length() - 1) {
            throw new InvalidFieldException(
                    FIELD,
                    "the value of \"token\" in Secret " + secret.name() + " has nothing "
                            + (colon == 0 ? "before" : "after") + " its colon; store " + FORMS);
        }
        if (token.substring(0, colon).equals(GIT_USER)) {
            return new CloudLogin(Kind.ACCESS_TOKEN, () -> "Bearer " + token.substring(colon + 1));
        }
        Kind kind = token.substring(0, colon).contains("@") ? Kind.API_TOKEN : Kind.APP_PASSWORD;
        if (kind == Kind.APP_PASSWORD) {
            LOG.atWarn().addKeyValue("secret", secret.name()).log(kind.remedy());
        }
        String basic = SecretValues.basic(token.substring(0, colon), token.substring(colon + 1));
        return new CloudLogin(kind, () -> basic);
    }

    Kind kind() {
        return kind;
    }

    String authorization() throws IOException, InterruptedException {
        return authorization.current();
    }

    @Override
    public String toString() {
        return kind.toString();
    }
}
