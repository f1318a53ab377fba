package io.commitstatus.internal.routing;

import io.commitstatus.Description;
import io.commitstatus.Gate;
import io.commitstatus.ObjectLabels;
import io.commitstatus.StateStrategy;
import io.commitstatus.StatusKeyStrategy;
import io.commitstatus.TargetUrlStrategy;
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
        @Nullable StatusKeyStrategy key,
        Description description,
        @Nullable StateStrategy state,
        TargetUrlStrategy targetUrl,
        Gate gate,
        boolean reportProgress,
        boolean crossNamespaceRefs,
        @Nullable ObjectLabels labels) {

    public static RoutingOptions defaults() {
        return new RoutingOptions(
                null, Description.MESSAGE, null, TargetUrlStrategy.none(), Gate.REVISION, false, true, null);
    }
}
