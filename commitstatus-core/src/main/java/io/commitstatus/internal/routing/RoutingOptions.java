package io.commitstatus.internal.routing;

import io.commitstatus.policy.DescriptionStrategy;
import io.commitstatus.policy.EventGate;
import io.commitstatus.policy.KeyStrategy;
import io.commitstatus.policy.ObjectLabels;
import io.commitstatus.policy.StateStrategy;
import io.commitstatus.policy.TargetUrlStrategy;
import org.jspecify.annotations.Nullable;

/**
 * What the user of a router may choose about routing.
 *
 * @param key null for Flux's
 * @param description what a status says
 * @param state null for Flux's, which can tell why an event has none
 * @param targetUrl the page that a status leads to
 * @param gate which events may become statuses
 * @param reportProgress whether Flux's states show what is not there yet as pending
 * @param crossNamespaceRefs whether an Alert sees objects of other namespaces
 * @param labels null where nobody can tell the labels of an object
 */
public record RoutingOptions(
        @Nullable KeyStrategy key,
        DescriptionStrategy description,
        @Nullable StateStrategy state,
        TargetUrlStrategy targetUrl,
        EventGate gate,
        boolean reportProgress,
        boolean crossNamespaceRefs,
        @Nullable ObjectLabels labels) {

    public static RoutingOptions defaults() {
        return new RoutingOptions(
                null,
                DescriptionStrategy.message(),
                null,
                TargetUrlStrategy.none(),
                EventGate.revision(),
                false,
                true,
                null);
    }
}
