package io.commitstatus.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.commitstatus.azuredevops.AzureDevOpsPublisher;
import io.commitstatus.bitbucket.BitbucketCloudPublisher;
import io.commitstatus.bitbucket.BitbucketServerPublisher;
import io.commitstatus.github.GitHubPublisher;
import io.commitstatus.gitlab.GitLabPublisher;
import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.Provider;
import io.commitstatus.spi.CommitStatusPublisher;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.http.ApiRequest;
import io.commitstatus.spi.http.RepositoryAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

class AddressFuzzTest {
    private static final int LONGEST = 2048;
    static final List<CommitStatusPublisher> PUBLISHERS = List.of(
            new GitHubPublisher(),
            new GitLabPublisher(),
            new BitbucketCloudPublisher(),
            new BitbucketServerPublisher(),
            new AzureDevOpsPublisher());

    @FuzzTest(maxDuration = "8h")
    void address(byte[] data) {
        String address = Oracle.text(data);
        Optional<RepositoryAddress> parsed = Oracle.of(data.length, () -> parse(address));
        parsed.ifPresent(AddressFuzzTest::printed);
        for (CommitStatusPublisher publisher : PUBLISHERS) {
            destination(
                    publisher, Provider.builder("a/p").type(publisher.type()).address(address));
        }
    }

    @FuzzTest(maxDuration = "8h")
    void apiRoot(byte[] data) {
        for (CommitStatusPublisher publisher : PUBLISHERS) {
            destination(
                    publisher,
                    Provider.builder("a/p")
                            .type(publisher.type())
                            .address("https://dev.azure.com/o/p/_git/r")
                            .annotation(Provider.API_URL, Oracle.text(data)));
        }
    }

    private static Optional<RepositoryAddress> parse(String address) {
        try {
            return Optional.of(RepositoryAddress.parse(address));
        } catch (InvalidFieldException e) {
            Oracle.printable(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** What is printed of an address is the same address. */
    private static void printed(RepositoryAddress parsed) {
        String path = parsed.path().stream().map(ApiRequest::encode).collect(Collectors.joining("/"));
        String printed = parsed.origin() + "/" + path + ".git";
        if (printed.length() > LONGEST) {
            // Percent-encoding may triple it.
            return;
        }
        RepositoryAddress again = RepositoryAddress.parse(printed);
        assertThat(again.path()).isEqualTo(parsed.path());
        assertThat(again.origin()).isEqualTo(parsed.origin());
    }

    private static void destination(CommitStatusPublisher publisher, Provider.Builder provider) {
        try {
            Destination destination = publisher.destination(provider.build());
            assertThat(destination.api().getHost()).isNotNull();
            assertThat(destination.api().getScheme()).startsWith("http");
            Oracle.printable(destination.repository());
            Oracle.printable(destination.api().toString());
            destination
                    .commitPage("a1afe267b54f38b46b487f6e938a6fd508278c07")
                    .ifPresent(it -> Oracle.printable(it.toString()));
        } catch (InvalidFieldException e) {
            Oracle.printable(String.valueOf(e.getMessage()));
        }
    }
}
