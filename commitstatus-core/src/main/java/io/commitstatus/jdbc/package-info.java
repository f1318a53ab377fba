/** Durable delivery: accepted statuses in an embedded H2 file, or in a PostgreSQL that replicas share. */
@NullMarked
package io.commitstatus.jdbc;

import org.jspecify.annotations.NullMarked;
