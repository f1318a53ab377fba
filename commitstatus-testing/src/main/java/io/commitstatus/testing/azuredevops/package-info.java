/** A stand-in for Azure DevOps. */
@NullMarked
package io.commitstatus.testing.azuredevops;

import org.jspecify.annotations.NullMarked;
