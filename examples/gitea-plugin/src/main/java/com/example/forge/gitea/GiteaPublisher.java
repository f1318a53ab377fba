package com.example.forge.gitea;

import io.commitstatus.model.Provider;
import io.commitstatus.spi.CommitStatusPublisher;
import io.commitstatus.spi.Destination;

/** Posts commit statuses to Gitea and Forgejo, for Providers of the type {@code gitea}. */
public final class GiteaPublisher implements CommitStatusPublisher {

    /** For {@link java.util.ServiceLoader}. */
    public GiteaPublisher() {}

    @Override
    public String type() {
        return "gitea";
    }

    @Override
    public Destination destination(Provider provider) {
        return GiteaRepository.of(provider);
    }
}
