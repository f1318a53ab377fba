package io.commitstatus.conformance.engine;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.Provider;
import io.commitstatus.model.Rejection;
import io.commitstatus.spi.CheckResult;
import io.commitstatus.spi.CommitStatusPublisher;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.PublisherContext;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.StatusLimits;
import io.commitstatus.spi.http.ApiClient;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.spi.http.ApiResponse;
import io.commitstatus.spi.http.RepositoryAddress;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Serves the type {@code host}, at a {@link Host}. */
public final class HostPublisher implements CommitStatusPublisher {

    @Override
    public String type() {
        return "host";
    }

    @Override
    public Destination destination(Provider provider) {
        RepositoryAddress address = RepositoryAddress.parse(provider.address().orElse(""));
        if (address.path().size() != 2) {
            throw new InvalidFieldException(
                    "spec.address", "the address has no repository; write https://host/owner/name");
        }
        return new HostDestination(
                URI.create(address.origin() + "/api"),
                String.join("/", address.path()).toLowerCase(Locale.ROOT));
    }

    private record HostDestination(URI api, String repository) implements Destination {
        @Override
        public StatusLimits limits() {
            return StatusLimits.builder().key(200).description(200).build();
        }

        @Override
        public Optional<URI> commitPage(String commit) {
            return Optional.empty();
        }

        @Override
        public String vendorKey(CommitStatus status) {
            return status.key().toLowerCase(Locale.ROOT);
        }

        @Override
        public PublisherSession open(PublisherContext context) {
            Optional<String> password = context.secret().value("password");
            String token = password.or(() -> context.secret().value("token"))
                    .orElseThrow(() -> new InvalidFieldException("token", "add an access token"));
            return new HostSession(this, context.http(), token, password.isPresent());
        }
    }

    private record HostSession(Destination destination, ApiClient http, String token, boolean usesPassword)
            implements PublisherSession {
        @Override
        public PublishResult publish(CommitStatus status) throws IOException, InterruptedException {
            List<String> repository = path();
            return result(http.send(ApiRequest.post(
                            destination.api(),
                            "statuses",
                            repository.get(0),
                            repository.get(1),
                            status.commit(),
                            status.key())
                    .header("Authorization", "Bearer " + token)
                    .json(Map.of(
                            "state", status.state().toString(),
                            "description", status.description()))
                    .build()));
        }

        @Override
        public Optional<CommitStatus> latest(CommitStatus like) throws IOException, InterruptedException {
            List<String> repository = path();
            ApiResponse answer = http.send(ApiRequest.get(
                            destination.api(),
                            "statuses",
                            repository.get(0),
                            repository.get(1),
                            like.commit(),
                            like.key())
                    .header("Authorization", "Bearer " + token)
                    .build());
            result(answer).orThrow();
            Map<String, Object> shown = answer.object();
            if (!(shown.get("state") instanceof String state)) {
                return Optional.empty();
            }
            return Optional.of(
                    CommitStatus.builder(like.commit(), like.key(), CommitState.valueOf(state.toUpperCase(Locale.ROOT)))
                            .description(String.valueOf(shown.get("description")))
                            .build());
        }

        @Override
        public CheckResult check() throws IOException, InterruptedException {
            latest(CommitStatus.success("0".repeat(40), "check", ""));
            return CheckResult.allowed("it answers");
        }

        private List<String> path() {
            int slash = destination.repository().indexOf('/');
            return List.of(
                    destination.repository().substring(0, slash),
                    destination.repository().substring(slash + 1));
        }

        /** Without the token. */
        @Override
        public String toString() {
            return "session of " + destination.repository();
        }

        private static PublishResult result(ApiResponse answer) {
            String message = answer.object().get("message") instanceof String text ? text : "";
            if (answer.status() == 409) {
                return PublishResult.notVisible(answer.reason(message));
            }
            return message.contains("ceiling")
                    ? PublishResult.rejected(Rejection.CEILING, answer.reason(message))
                    : PublishResult.of(answer, message);
        }
    }
}
