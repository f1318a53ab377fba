/** The HTTP server: what a client sends costs little until all of it has come, however slowly it comes. */
@NullMarked
package io.commitstatus.examples.receiver.http;

import org.jspecify.annotations.NullMarked;
