package io.commitstatus.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.commitstatus.model.CommitState;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.InvalidFieldException;
import io.commitstatus.model.Provider;
import io.commitstatus.spi.CommitStatusPublisher;
import io.commitstatus.spi.Destination;
import io.commitstatus.spi.PublisherSession;
import io.commitstatus.spi.StatusLimits;
import io.commitstatus.testing.MarkedSecret;
import io.commitstatus.testing.PublisherContexts;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** P1 to P4, P9, P14 and P16: when nothing goes wrong. */
abstract class BasicRules extends PublisherRules {
    private static final String ROCKET = "\ud83d\ude80";

    BasicRules(PublisherContract contract) {
        super(contract);
    }

    @Test
    void p01_isFoundByServiceLoaderUnderItsLowerCaseType() {
        List<CommitStatusPublisher> found = ServiceLoader.load(CommitStatusPublisher.class).stream()
                .filter(it -> it.type().equals(publisher().getClass()))
                .map(ServiceLoader.Provider::get)
                .toList();

        assertThat(found)
                .as("publishers of %s that ServiceLoader finds", publisher().getClass())
                .hasSize(1);
        String type = publisher().type();
        assertThat(type).isNotBlank().isEqualTo(type.toLowerCase(Locale.ROOT));
        assertThat(found.get(0).type()).isEqualTo(type);
        assertThat(provider().type()).isEqualTo(type);
    }

    @Test
    void p02_refusesABadAddressNamingTheField() {
        for (String address : contract.badAddresses()) {
            Provider bad = provider().toBuilder().address(address).build();
            InvalidFieldException refusal = catchThrowableOfType(
                    InvalidFieldException.class, () -> publisher().destination(bad));
            assertThat(refusal).as("what destination says to \"%s\"", address).isNotNull();
            assertThat(refusal.field()).isEqualTo("spec.address");
            assertThat(refusal).message().isNotBlank();
        }
        assertThat(forge().requestCount()).isZero();
    }

    @Test
    void p02_refusesBadCredentialsNamingTheKey() {
        Destination destination = destination();
        InvalidFieldException refusal = catchThrowableOfType(
                InvalidFieldException.class,
                () -> destination.open(
                        PublisherContexts.open(provider(), contract.unusableSecret(), destination, contract.clock)));

        assertThat(refusal)
                .as("what open says to %s", contract.unusableSecret())
                .isNotNull();
        assertThat(refusal.field()).isNotBlank();
        assertThat(refusal).message().contains(refusal.field());
        assertThat(forge().requestCount()).isZero();
    }

    @Test
    void p02_destinationAndOpenDoNoIO() {
        try (PublisherSession session = open()) {
            assertThat(session).isNotNull();
        }
        assertThat(destination())
                .satisfies(it -> assertThat(it.api().getRawAuthority())
                        .isEqualTo(contract.standIn().url().getRawAuthority()));
        assertThat(forge().requestCount()).isZero();
    }

    @Test
    void p03_landsEachStateWithKeyDescriptionAndTargetUrl() {
        try (PublisherSession session = open()) {
            for (CommitState state : CommitState.values()) {
                CommitStatus status = status(state, "it is " + state).toBuilder()
                        .key("deploy/" + state)
                        .build();
                lands(session, status);
            }
        }
    }

    @Test
    void p03_aLaterStatusTakesThePlaceOfAnEarlierOne() {
        try (PublisherSession session = open()) {
            lands(session, status(CommitState.PENDING, "under way"));
            lands(session, status(CommitState.FAILURE, "broken"));
            lands(session, status(CommitState.SUCCESS, "mended"));
        }
    }

    @Test
    void p03_landsAStatusWithoutDescription() {
        CommitStatus bare = status(CommitState.SUCCESS, "");
        try (PublisherSession session = open()) {
            Attempt attempt = Attempt.publish(session, bare);
            assertThat(attempt.claimsSuccess())
                    .as("%s: %s", bare, attempt.everything())
                    .isTrue();
            assertShown(bare, contract.shownWithoutDescription(bare));
        }
    }

    @Test
    void p03_landsAStatusWithoutTargetUrl() {
        assumeTrue(!destination().limits().targetUrlRequired(), "the vendor demands a target URL");
        try (PublisherSession session = open()) {
            lands(session, CommitStatus.success("ab".repeat(20), "deploy/prod", "rolled out"));
        }
    }

    @Test
    void p04_takesTheSameStatusTwiceWithoutHarm() {
        CommitStatus status = status(CommitState.SUCCESS, "rolled out");
        try (PublisherSession session = open()) {
            lands(session, status);
            lands(session, status);
        }
    }

    @Test
    void p04_takesTheSamePendingStatusTwiceWithoutHarm() {
        CommitStatus status = status(CommitState.PENDING, "waiting");
        try (PublisherSession session = open()) {
            lands(session, status);
            lands(session, status);
        }
    }

    @Test
    void p09_landsWhatIsAsLongAsItsLimitsAllow() {
        StatusLimits limits = destination().limits();
        String character = contract.takesEmoji() ? ROCKET : "\u00e9";
        try (PublisherSession session = open()) {
            CommitStatus longest =
                    status(CommitState.SUCCESS, character.repeat(Math.min(limits.description(), 2000))).toBuilder()
                            .key("k".repeat(Math.min(limits.key(), 300)))
                            .name("n".repeat(Math.min(limits.name(), 300)))
                            .targetUrl(longUrl(Math.min(limits.targetUrl(), 1000)))
                            .build();
            lands(session, longest);
        }
    }

    @Test
    void p09_keepsDistinctLongKeysDistinct() {
        StatusLimits limits = destination().limits();
        String prefix = "k".repeat(Math.min(limits.key(), 300) - 1);
        String name = "n".repeat(Math.min(limits.name(), 20));
        try (PublisherSession session = open()) {
            CommitStatus one = status(CommitState.SUCCESS, "one").toBuilder()
                    .key(prefix + "1")
                    .name(name)
                    .build();
            CommitStatus two =
                    one.toBuilder().key(prefix + "2").description("two").build();
            assertThat(destination().vendorKey(one)).isNotEqualTo(destination().vendorKey(two));
            lands(session, one);
            lands(session, two);
            assertShown(one);
        }
    }

    @Test
    void p14_closesTwiceWithoutHarm() {
        PublisherSession unused = open();
        unused.close();
        unused.close();

        PublisherSession used = open();
        lands(used, status(CommitState.SUCCESS, "rolled out"));
        used.close();
        used.close();

        try (PublisherSession next = open()) {
            lands(next, status(CommitState.FAILURE, "a session of its own"));
        }
    }

    @Test
    void p16_reportsNothingWhereNothingWasPosted() throws Exception {
        assumeTrue(readsLatest(), "the vendor cannot be asked");
        CommitStatus like = status(CommitState.SUCCESS, "never sent");
        try (PublisherSession session = open()) {
            assertThat(session.latest(like)).isEmpty();
            lands(session, like.toBuilder().key("deploy/other").build());
            assertThat(session.latest(like)).isEmpty();
        }
    }

    @Test
    void p16_reportsTheLatestThatItHasPosted() throws Exception {
        assumeTrue(readsLatest(), "the vendor cannot be asked");
        try (PublisherSession session = open()) {
            lands(session, status(CommitState.FAILURE, "broken"));
            CommitStatus newest = status(CommitState.SUCCESS, "mended");
            lands(session, newest);
            assertLatest(session, newest);
        }
    }

    @Test
    void p16_reportsTheLatestThatAnotherProgramHasPosted() throws Exception {
        assumeTrue(readsLatest(), "the vendor cannot be asked");
        try (PublisherSession session = open();
                PublisherSession other = contract.open(provider(), MarkedSecret.of("another program's credentials"))) {
            lands(session, status(CommitState.SUCCESS, "rolled out"));
            CommitStatus newest = status(CommitState.FAILURE, "rolled back");
            lands(other, newest);
            assertLatest(session, newest);
        }
    }

    @Test
    void p16_findsItBehindManyOthers() throws Exception {
        assumeTrue(readsLatest(), "the vendor cannot be asked");
        CommitStatus first = status(CommitState.SUCCESS, "the first of many");
        try (PublisherSession session = open()) {
            lands(session, first);
            for (int i = 0; i < 120; i++) {
                session.publish(first.toBuilder()
                        .key("deploy/other-" + i)
                        .description("other")
                        .build());
            }
            assertLatest(session, first);
        }
    }

    private static void assertLatest(PublisherSession session, CommitStatus expected) throws Exception {
        Optional<CommitStatus> latest = session.latest(expected);
        assertThat(latest).isPresent();
        assertThat(latest.get().commit()).isEqualTo(expected.commit());
        assertThat(latest.get().state()).isEqualTo(expected.state());
        assertThat(latest.get().description()).isEqualTo(expected.description());
        assertThat(latest.get().targetUrl()).isEqualTo(expected.targetUrl());
    }

    private static URI longUrl(int length) {
        String begin = "https://ci.example.com/";
        return URI.create(begin + "p".repeat(length - begin.length()));
    }
}
