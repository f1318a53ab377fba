/** A store in a PostgreSQL that replicas share. */
@NullMarked
package io.commitstatus.outbox.postgresql;

import org.jspecify.annotations.NullMarked;
