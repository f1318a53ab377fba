/** Finds the publishers that are installed. */
@NullMarked
package io.commitstatus.internal.publishers;

import org.jspecify.annotations.NullMarked;
