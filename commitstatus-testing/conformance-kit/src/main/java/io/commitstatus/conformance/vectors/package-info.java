/** Reads Flux's vectors and the Git hosts' OpenAPI files, where they are beside the project. */
@NullMarked
package io.commitstatus.conformance.vectors;

import org.jspecify.annotations.NullMarked;
