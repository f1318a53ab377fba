/** What you extend: publishers for further Git hosts. */
@NullMarked
package io.commitstatus.spi;

import org.jspecify.annotations.NullMarked;
