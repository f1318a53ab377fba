/** Commit statuses on Gitea and Forgejo. */
package com.example.forge.gitea;
