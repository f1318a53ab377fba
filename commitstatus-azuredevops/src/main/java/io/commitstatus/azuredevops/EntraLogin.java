package io.commitstatus.azuredevops;

import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Secret;
import io.commitstatus.spi.PublisherContext;
import io.commitstatus.spi.http.SecretValues;
import io.commitstatus.spi.http.TokenSource;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Finds who is to sign in at Entra.
 *
 * @param annotated the authority that the Provider names
 * @param serviceAccount that the Provider names
 */
record EntraLogin(Optional<URI> annotated, Optional<NamespacedName> serviceAccount, AmbientIdentity ambient) {
    static final String TENANT = "tenantId";
    static final String CLIENT = "clientId";
    static final String CLIENT_SECRET = "clientSecret";
    static final String CERTIFICATE = "clientCertificate";
    static final String AUTHORITY_HOST = "authorityHost";
    static final Set<String> PUBLIC_KEYS = Set.of(TENANT, CLIENT, AUTHORITY_HOST);

    private static final URI PUBLIC_CLOUD = URI.create("https://login.microsoftonline.com");
    /** The public cloud, the US government's and China's, the last under its old name, too. */
    private static final List<URI> AUTHORITIES = List.of(
            PUBLIC_CLOUD,
            URI.create("https://login.microsoftonline.us"),
            URI.create("https://login.partner.microsoftonline.cn"),
            URI.create("https://login.chinacloudapi.cn"));

    static EntraLogin of(Provider provider, AmbientIdentity ambient) {
        return new EntraLogin(
                provider.annotation(AzureDevOpsPublisher.AUTHORITY)
                        .map(it -> authority("metadata.annotations[" + AzureDevOpsPublisher.AUTHORITY + "]", it)),
                provider.serviceAccountName()
                        .map(it -> new NamespacedName(provider.name().namespace(), it)),
                ambient);
    }

    /** Where credentials may go. */
    Set<URI> origins() {
        Set<URI> origins = new HashSet<>(AUTHORITIES);
        annotated.ifPresent(origins::add);
        ambient.authority().ifPresent(it -> origins.add(ambientAuthority()));
        if (ambient.managedIdentity()) {
            origins.add(ManagedIdentityTokens.SERVICE);
        }
        return origins;
    }

    /**
     * Empty when nothing but a token is left.
     *
     * @throws InvalidFieldException when a part of a credential is missing
     */
    Optional<TokenSource> source(PublisherContext context, URI api) {
        Secret secret = context.secret();
        Optional<String> value = SecretValues.text(secret, CLIENT_SECRET);
        if (value.isPresent()) {
            return Optional.of(tokens(secret, Proofs.secret(value.get()), own(secret)));
        }
        if (secret.keys().contains(CERTIFICATE)) {
            return Optional.of(tokens(
                    secret, Proofs.certificate(secret, CERTIFICATE, context.clock(), context.expiry()), own(secret)));
        }
        if (!isServices(api)) {
            return Optional.empty();
        }
        if (serviceAccount.isPresent() && ambient.serviceAccounts().isPresent()) {
            return Optional.of(tokens(
                    secret,
                    Proofs.serviceAccount(
                            serviceAccount.get(), ambient.serviceAccounts().get()),
                    ambientAuthority()));
        }
        if (ambient.tokenFile().isPresent()) {
            return Optional.of(tokens(secret, Proofs.file(ambient.tokenFile().get()), ambientAuthority()));
        }
        return ambient.managedIdentity()
                ? Optional.of(new ManagedIdentityTokens(SecretValues.token(secret, CLIENT)))
                : Optional.empty();
    }

    /** The process's own identity is shown to Microsoft's own hosts alone. */
    private static boolean isServices(URI api) {
        String host = api.getHost().toLowerCase(Locale.ROOT);
        return "https".equalsIgnoreCase(api.getScheme())
                && (host.equals("dev.azure.com") || host.endsWith(".visualstudio.com"));
    }

    private EntraTokens tokens(Secret secret, EntraTokens.Proof proof, URI authority) {
        return new EntraTokens(
                authority, part(secret, TENANT, ambient.tenant()), part(secret, CLIENT, ambient.client()), proof);
    }

    /** Whoever writes a Provider or its Secret has no say in where the process proves who it is. */
    private URI ambientAuthority() {
        return ambient.authority()
                .map(it -> authority("AZURE_AUTHORITY_HOST", it))
                .orElse(PUBLIC_CLOUD);
    }

    private URI own(Secret secret) {
        URI authority = SecretValues.text(secret, AUTHORITY_HOST)
                .map(it -> authority(AUTHORITY_HOST, it))
                .or(() -> annotated)
                .orElse(PUBLIC_CLOUD);
        if (!AUTHORITIES.contains(authority) && !annotated.equals(Optional.of(authority))) {
            throw new InvalidFieldException(
                    AUTHORITY_HOST,
                    authority + " is not one of Entra's authorities, " + AUTHORITIES
                            + "; for another one add the annotation " + AzureDevOpsPublisher.AUTHORITY
                            + " to the Provider");
        }
        return authority;
    }

    private static URI authority(String field, String text) {
        try {
            URI url = URI.create(text.strip().replaceAll("/+$", ""));
            if (url.getScheme() != null
                    && url.getScheme().matches("https?")
                    && url.getHost() != null
                    && url.getRawUserInfo() == null
                    && url.getRawPath().isEmpty()
                    && url.getRawQuery() == null) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new InvalidFieldException(
                field, "the value is not an authority's URL; write one such as https://login.microsoftonline.com");
    }

    private static String part(Secret secret, String key, Optional<String> ambient) {
        return SecretValues.token(secret, key)
                .or(() -> ambient)
                .orElseThrow(() -> new InvalidFieldException(
                        key, "Secret " + secret.name() + " has no \"" + key + "\"; add it beside the credential"));
    }
}
