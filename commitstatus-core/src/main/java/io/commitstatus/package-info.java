/** What you call: the router, its receipt and outcomes, and the strategies that shape a status. */
@NullMarked
package io.commitstatus;

import org.jspecify.annotations.NullMarked;
