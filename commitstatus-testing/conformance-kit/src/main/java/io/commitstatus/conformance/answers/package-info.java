/** What the vendors' sessions make of answers, in words that a table can hold. */
@NullMarked
package io.commitstatus.conformance.answers;

import org.jspecify.annotations.NullMarked;
