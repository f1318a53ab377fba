/** A plug-in for a Git host that takes forms, and demands a description and a target URL. */
@org.jspecify.annotations.NullMarked
package io.commitstatus.testing.pagure;
