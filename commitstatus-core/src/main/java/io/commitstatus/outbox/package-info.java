/** The store of accepted statuses: its rules, its contract, one in memory and one in a file. */
@NullMarked
package io.commitstatus.outbox;

import org.jspecify.annotations.NullMarked;
