/** Not exported: from YAML and objects to a checked configuration. */
@NullMarked
package io.commitstatus.internal.config;

import org.jspecify.annotations.NullMarked;
