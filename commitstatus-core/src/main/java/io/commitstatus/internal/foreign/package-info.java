/** The fence around code that is not the library's own. */
@NullMarked
package io.commitstatus.internal.foreign;

import org.jspecify.annotations.NullMarked;
