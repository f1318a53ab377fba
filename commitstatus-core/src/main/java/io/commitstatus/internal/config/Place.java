package io.commitstatus.internal.config;

/** Where something stands; line and column from 1, or 0 where there are none. */
record Place(String source, int line, int column) {}
