/** A shared outbox. */
@NullMarked
package io.commitstatus.examples.shared;

import org.jspecify.annotations.NullMarked;
