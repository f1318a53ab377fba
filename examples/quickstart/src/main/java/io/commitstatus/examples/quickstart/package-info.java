/** The quick start. */
@NullMarked
package io.commitstatus.examples.quickstart;

import org.jspecify.annotations.NullMarked;
