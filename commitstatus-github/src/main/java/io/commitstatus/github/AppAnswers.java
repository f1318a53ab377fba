package io.commitstatus.github;

import io.commitstatus.model.Rejection;
import io.commitstatus.spi.PublishFailedException;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.http.ApiResponse;
import java.util.Locale;

/** What it means for a status that there is no installation token for it. */
record AppAnswers(GitHubApp app) {

    /** To the question for the installation. */
    PublishFailedException noInstallation(ApiResponse answer) {
        if (answer.status() == 404) {
            return rejected(
                    Rejection.NOT_FOUND,
                    answer,
                    "App " + app.app() + " is not installed on " + repository()
                            + ", or there is no such repository: install it there, or correct the address");
        }
        return other(answer);
    }

    /** To the request for a token. */
    PublishFailedException noToken(ApiResponse answer) {
        String message = ErrorMessage.of(answer).toLowerCase(Locale.ROOT);
        if (answer.status() == 404) {
            return rejected(
                    installation(),
                    answer,
                    "App " + app.app() + " has no such installation: it was removed, or " + GitHubApp.INSTALLATION
                            + " is of another App; install it again, or correct the Secret");
        }
        if (answer.status() == 403 && message.contains("suspended")) {
            return rejected(
                    installation(),
                    answer,
                    "the installation of App " + app.app() + " is suspended: let the owner unsuspend it");
        }
        if (answer.status() == 422 && message.contains("permission")) {
            return rejected(
                    Rejection.FORBIDDEN,
                    answer,
                    "App " + app.app() + " lacks \"Commit statuses: write\", or the owner has not accepted it yet");
        }
        if (answer.status() == 422 && message.contains("repositor")) {
            return rejected(
                    Rejection.NOT_FOUND,
                    answer,
                    "the installation of App " + app.app() + " does not include " + repository()
                            + ", or that was renamed: add it there, or correct the address");
        }
        return other(answer);
    }

    private PublishFailedException other(ApiResponse answer) {
        PublishResult result = new ResponseMapper(repository(), app.clock()).read(answer);
        if (result instanceof PublishResult.Rejected && answer.status() == 401) {
            return rejected(
                    Rejection.CREDENTIALS,
                    answer,
                    "GitHub does not take the key of App " + app.app() + ": correct " + GitHubApp.ID + " or "
                            + GitHubApp.KEY + "; new keys are made on the App's page");
        }
        if (result instanceof PublishResult.Published) {
            return new PublishFailedException(PublishResult.retry(
                    "no installation token: the answer holds nothing usable: " + answer.reason("")));
        }
        return new PublishFailedException(result);
    }

    /** An installation that the Secret names is the whole credential; one of many is not. */
    private Rejection installation() {
        return app.installation().isPresent() ? Rejection.CREDENTIALS : Rejection.FORBIDDEN;
    }

    private String repository() {
        return app.destination().repository();
    }

    private static PublishFailedException rejected(Rejection kind, ApiResponse answer, String remedy) {
        return new PublishFailedException(PublishResult.rejected(
                kind, "no installation token: " + answer.reason(ErrorMessage.of(answer)) + " (" + remedy + ")"));
    }
}
