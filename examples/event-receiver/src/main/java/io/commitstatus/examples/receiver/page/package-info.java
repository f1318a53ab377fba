/** The page: what it shows, as plain records, and its templates, which escape by themselves. */
@NullMarked
package io.commitstatus.examples.receiver.page;

import org.jspecify.annotations.NullMarked;
