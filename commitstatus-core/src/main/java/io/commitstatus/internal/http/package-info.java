/** The one HTTP client that all publishers share. Not exported. */
@NullMarked
package io.commitstatus.internal.http;

import org.jspecify.annotations.NullMarked;
