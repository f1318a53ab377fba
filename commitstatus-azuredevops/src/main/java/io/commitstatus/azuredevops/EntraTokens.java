package io.commitstatus.azuredevops;

import io.commitstatus.spi.OAuthTokens;
import io.commitstatus.spi.http.ApiClient;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.spi.http.MintedToken;
import io.commitstatus.spi.http.TokenSource;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gets tokens from Microsoft Entra for an application, by client credentials. They live for about an hour, and are good for
 * whatever the application may do at Azure DevOps.
 *
 * @param authority the root of the cloud's sign-in
 * @param tenant the tenant's id or domain
 * @param client the application's id
 * @param proof what shows that it is the application who asks
 */
record EntraTokens(URI authority, String tenant, String client, Proof proof) implements TokenSource {
    /** Of Azure DevOps, in every tenant. */
    static final String RESOURCE = "499b84ac-1321-427f-aa17-267ca6975798";

    private static final String REMEDY =
            "check tenant, client and its secret, certificate or federated credential in Entra";

    /** What shows who asks. Immutable, thread-safe. */
    interface Proof {
        /** What must lead to another token when it is different. */
        Object identity();

        /** In words, such as {@code client secret}. */
        String words();

        /**
         * The form's fields for one request.
         *
         * @param client the application's id
         * @param endpoint where they are sent to
         * @throws IOException when the proof cannot be had now
         */
        Map<String, String> fields(String client, String endpoint) throws IOException, InterruptedException;
    }

    @Override
    public Object identity() {
        return List.of(authority, tenant, client, proof.identity());
    }

    @Override
    public String description() {
        return "Entra application " + client + " of tenant " + tenant + ", by " + proof.words();
    }

    @Override
    public MintedToken mint(ApiClient http) throws IOException, InterruptedException {
        ApiRequest.Builder request = ApiRequest.post(authority, tenant, "oauth2", "v2.0", "token");
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        form.put("client_id", client);
        form.put("scope", RESOURCE + "/.default");
        form.putAll(proof.fields(client, authority + "/" + ApiRequest.encode(tenant) + "/oauth2/v2.0/token"));
        return OAuthTokens.read(http.send(request.form(form).build()), REMEDY);
    }
}
