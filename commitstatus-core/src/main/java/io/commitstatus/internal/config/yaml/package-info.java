/** Text and objects to nodes that know their place. */
@NullMarked
package io.commitstatus.internal.config.yaml;

import org.jspecify.annotations.NullMarked;
