/** Commit statuses on Azure DevOps. */
@NullMarked
package io.commitstatus.azuredevops;

import org.jspecify.annotations.NullMarked;
