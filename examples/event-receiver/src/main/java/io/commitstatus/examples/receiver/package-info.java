/** The event receiver. */
@NullMarked
package io.commitstatus.examples.receiver;

import org.jspecify.annotations.NullMarked;
