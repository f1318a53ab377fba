package consumer;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Configuration;
import io.commitstatus.model.Provider;
import java.util.List;

/** Finds the publisher of every type on its class path. */
public final class Consumer {
    private Consumer() {}

    public static void main(String[] args) {
        var configuration = Configuration.builder();
        List.of(
                        Provider.builder("team", "github", "github").address("https://github.com/org/app"),
                        Provider.builder("team", "gitlab", "gitlab").address("https://gitlab.com/org/app"),
                        Provider.builder("team", "bitbucket", "bitbucket").address("https://bitbucket.org/org/app"),
                        Provider.builder("team", "azure", "azuredevops")
                                .address("https://dev.azure.com/org/project/_git/app"))
                .forEach(it -> configuration.put(it.secretRef("token").build()));
        try (var router = CommitStatusRouter.builder(configuration.build()).build()) {
            if (!router.problems().isEmpty()) {
                throw new AssertionError(router.problems());
            }
            System.out.println("every publisher was found");
        }
    }
}
