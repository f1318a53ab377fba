/** The command line. */
@NullMarked
package io.commitstatus.examples.cli;

import org.jspecify.annotations.NullMarked;
