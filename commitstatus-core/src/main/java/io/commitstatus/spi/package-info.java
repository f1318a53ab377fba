/** What you extend: publishers for further Git hosts, and stores for accepted statuses. */
@NullMarked
package io.commitstatus.spi;

import org.jspecify.annotations.NullMarked;
