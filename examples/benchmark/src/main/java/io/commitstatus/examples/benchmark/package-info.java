/** What a status costs. */
@NullMarked
package io.commitstatus.examples.benchmark;

import org.jspecify.annotations.NullMarked;
