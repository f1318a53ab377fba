/** Runs the command line as a user does. */
@NullMarked
package io.commitstatus.examples.cli;

import org.jspecify.annotations.NullMarked;
