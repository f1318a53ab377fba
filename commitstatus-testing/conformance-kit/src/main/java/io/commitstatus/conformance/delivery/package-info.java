/** Random delivery runs against a model of the Git host. */
@NullMarked
package io.commitstatus.conformance.delivery;

import org.jspecify.annotations.NullMarked;
