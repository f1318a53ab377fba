/** A Git host on loopback: its server, its faults, and what every stand-in shares. */
@NullMarked
package io.commitstatus.testing.forge;

import org.jspecify.annotations.NullMarked;
