/** What you call: the router, its configuration, its receipts and its health. */
@NullMarked
package io.commitstatus;

import org.jspecify.annotations.NullMarked;
