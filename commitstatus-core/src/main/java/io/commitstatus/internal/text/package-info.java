/** Helpers for text. */
@NullMarked
package io.commitstatus.internal.text;

import org.jspecify.annotations.NullMarked;
