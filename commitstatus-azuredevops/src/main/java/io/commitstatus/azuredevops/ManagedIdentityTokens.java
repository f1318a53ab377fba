package io.commitstatus.azuredevops;

import io.commitstatus.spi.OAuthTokens;
import io.commitstatus.spi.http.ApiClient;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.spi.http.MintedToken;
import io.commitstatus.spi.http.TokenSource;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Gets tokens of the virtual machine's managed identity from its metadata service, which is reached from the machine alone.
 *
 * @param client the id of a user-assigned identity; empty for the machine's own
 */
record ManagedIdentityTokens(Optional<String> client) implements TokenSource {
    static final URI SERVICE = URI.create("http://169.254.169.254");

    @Override
    public Object identity() {
        return List.of(SERVICE, client);
    }

    @Override
    public String description() {
        return "the machine's managed identity" + client.map(it -> " " + it).orElse("");
    }

    @Override
    public MintedToken mint(ApiClient http) throws IOException, InterruptedException {
        ApiRequest.Builder request = ApiRequest.get(SERVICE, "metadata", "identity", "oauth2", "token")
                .query("api-version", "2018-02-01")
                .query("resource", EntraTokens.RESOURCE)
                .header("Metadata", "true");
        client.ifPresent(it -> request.query("client_id", it));
        return OAuthTokens.read(
                http.send(request.build()), "is a managed identity assigned to this machine, and is it the one meant?");
    }
}
