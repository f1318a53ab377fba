/** What you pass: documents, events and commit statuses. All types are immutable and thread-safe. */
@NullMarked
package io.commitstatus.model;

import org.jspecify.annotations.NullMarked;
