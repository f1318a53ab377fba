package com.example.app;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Configuration;
import io.commitstatus.outbox.FileOutbox;
import io.commitstatus.policy.SecretResolver;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

@ApplicationScoped
class CommitStatuses {
    @Produces
    @Singleton
    CommitStatusRouter router(
            @ConfigProperty(name = "statuses.folder", defaultValue = "statuses") Path folder,
            @ConfigProperty(name = "statuses.secrets", defaultValue = "secrets") Path secrets,
            @ConfigProperty(name = "statuses.file", defaultValue = "statuses.sqlite") Path file,
            @ConfigProperty(name = "statuses.plain-http", defaultValue = "false") boolean plainHttp) {
        return CommitStatusRouter.builder(Configuration.load(folder))
                .secrets(SecretResolver.directory(secrets))
                .allowPlainHttp(plainHttp)
                .outbox(FileOutbox.at(file))
                .build();
    }

    void close(@Disposes CommitStatusRouter router) {
        router.close();
    }
}
