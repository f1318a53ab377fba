/** The outbox contract against the outboxes of core, and what only a database can do. */
@NullMarked
package io.commitstatus.testing.outbox;

import org.jspecify.annotations.NullMarked;
