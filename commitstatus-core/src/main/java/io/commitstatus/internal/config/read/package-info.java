/** Nodes to parsed documents. */
@NullMarked
package io.commitstatus.internal.config.read;

import org.jspecify.annotations.NullMarked;
