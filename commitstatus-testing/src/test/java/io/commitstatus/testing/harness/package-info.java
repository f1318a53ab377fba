/** A plug-in for a Git host that is written to by PUT, and that lists what it shows as a JSON array. */
@org.jspecify.annotations.NullMarked
package io.commitstatus.testing.harness;
