/** Flux's objects on a cluster, as a configuration that follows them. Made to be copied into an operator. */
@NullMarked
package io.commitstatus.examples.receiver.kubernetes;

import org.jspecify.annotations.NullMarked;
