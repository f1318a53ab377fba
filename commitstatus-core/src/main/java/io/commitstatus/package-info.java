/**
 * What you call: the router, its configuration, its receipts and its health.
 *
 * <h2>Glossary</h2>
 *
 * <dl>
 *   <dt>event
 *   <dd>what a Flux controller tells of an object: {@link io.commitstatus.model.Event}
 *   <dt>Provider
 *   <dd>a repository at a Git host, and the Secret to write there: {@link io.commitstatus.model.Provider}
 *   <dt>Alert
 *   <dd>which events go to which Provider: {@link io.commitstatus.model.Alert}
 *   <dt>Git host
 *   <dd>what shows the status: GitHub, GitLab, Bitbucket, Azure DevOps, or that of a plug-in; <i>vendor</i> in the SPI
 *   <dt>status
 *   <dd>state, description and link that a commit is to show under a key: {@link io.commitstatus.model.CommitStatus}
 *   <dt>key
 *   <dd>the name of a register on a commit; a later status of the same key takes the place of the earlier one
 *   <dt>register
 *   <dd>the one value that a Git host keeps for repository, commit and key: {@link io.commitstatus.model.DeliveryKey}
 *   <dt>outbox
 *   <dd>the store of accepted statuses, with one row for each register: {@link io.commitstatus.outbox.Outbox}
 *   <dt>accepted
 *   <dd>stored in the outbox: it will be shown, or a newer one will, or somebody is told why not
 *   <dt>wanted, shown
 *   <dd>what a register is to have, and what is known of what the Git host has
 *   <dt>doubt
 *   <dd>an answer was lost, so that nobody knows what is shown; the Git host is asked before anything is sent again
 *   <dt>skipped
 *   <dd>not accepted, with a reason: {@link io.commitstatus.model.SkipReason}
 *   <dt>settled
 *   <dd>ended, with one {@link io.commitstatus.policy.Outcome}: delivered, unchanged, superseded, rejected, expired or abandoned
 *   <dt>attempt
 *   <dd>one try to make a register show what is wanted: at most a question and a post
 *   <dt>claim, lease
 *   <dd>a router takes a row to work on it, and has it alone until the lease ends
 *   <dt>hold
 *   <dd>a credential makes no requests at an origin for a while, because the Git host asked for it
 *   <dt>publisher, destination, session
 *   <dd>a type of Git host, a repository there, and that with credentials: {@link io.commitstatus.spi}
 * </dl>
 */
@NullMarked
package io.commitstatus;

import org.jspecify.annotations.NullMarked;
