/** A Git host of the simplest kind, as a plug-in's author would write it. */
@NullMarked
package io.commitstatus.testing.plain;

import org.jspecify.annotations.NullMarked;
