package io.commitstatus.model;

import java.util.Map;

/** The kinds that Flux's controllers send events of, and their current API versions. */
final class FluxKinds {
    private static final Map<String, String> API_VERSIONS = Map.ofEntries(
            Map.entry("Kustomization", "kustomize.toolkit.fluxcd.io/v1"),
            Map.entry("HelmRelease", "helm.toolkit.fluxcd.io/v2"),
            Map.entry("GitRepository", "source.toolkit.fluxcd.io/v1"),
            Map.entry("OCIRepository", "source.toolkit.fluxcd.io/v1"),
            Map.entry("HelmRepository", "source.toolkit.fluxcd.io/v1"),
            Map.entry("HelmChart", "source.toolkit.fluxcd.io/v1"),
            Map.entry("Bucket", "source.toolkit.fluxcd.io/v1"),
            Map.entry("ExternalArtifact", "source.toolkit.fluxcd.io/v1"),
            Map.entry("ImageRepository", "image.toolkit.fluxcd.io/v1"),
            Map.entry("ImagePolicy", "image.toolkit.fluxcd.io/v1"),
            Map.entry("ImageUpdateAutomation", "image.toolkit.fluxcd.io/v1"),
            Map.entry("ArtifactGenerator", "source.extensions.fluxcd.io/v1beta1"));

    private FluxKinds() {}

    static String apiVersion(String kind) {
        return API_VERSIONS.getOrDefault(kind, "");
    }
}
