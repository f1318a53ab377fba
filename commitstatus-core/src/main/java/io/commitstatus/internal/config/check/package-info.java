/** Parsed documents to verdicts: what each is by itself, and what they are to each other. */
@NullMarked
package io.commitstatus.internal.config.check;

import org.jspecify.annotations.NullMarked;
