/** The contracts of publishers and outboxes, as JUnit tests to subclass. */
@NullMarked
package io.commitstatus.testing.contract;

import org.jspecify.annotations.NullMarked;
