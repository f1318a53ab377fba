/** Problems, their documents and their places. */
@NullMarked
package io.commitstatus.internal.config.report;

import org.jspecify.annotations.NullMarked;
