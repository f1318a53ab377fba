/** From an event to the statuses that it asks for: pure computation, no I/O. */
@NullMarked
package io.commitstatus.internal.routing;

import org.jspecify.annotations.NullMarked;
