/** Tools for publishers: the HTTP client, its requests and answers, addresses and Secret values. */
@NullMarked
package io.commitstatus.spi.http;

import org.jspecify.annotations.NullMarked;
