package io.commitstatus.internal.publishers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.internal.config.check.StubPublisher;
import io.commitstatus.model.CommitStatusException;
import io.commitstatus.model.Provider;
import io.commitstatus.spi.CommitStatusPublisher;
import io.commitstatus.spi.Destination;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublishersTest {

    @Test
    void aPublisherThatCannotBeInstantiatedDoesNotHideTheOthers() {
        assertThat(Publishers.discovered()).containsOnlyKeys("stub");
    }

    @Test
    void publishersAreSortedByTypeInLowerCase() {
        assertThat(Publishers.of(List.of(new StubPublisher("gitlab"), new StubPublisher("GitHub"))))
                .containsOnlyKeys("github", "gitlab");
    }

    @Test
    void twoPublishersOfOneTypeAreRefusedByName() {
        assertThatThrownBy(() -> Publishers.of(List.of(new StubPublisher("stub"), new Found())))
                .isInstanceOf(CommitStatusException.class)
                .hasMessageContainingAll("\"stub\"", StubPublisher.class.getName(), Found.class.getName());
    }

    /** Registered as a service of these tests. */
    public static final class Found implements CommitStatusPublisher {
        @Override
        public String type() {
            return "stub";
        }

        @Override
        public Destination destination(Provider provider) {
            return new StubPublisher("stub").destination(provider);
        }
    }

    /** Registered, too. */
    public static final class Unusable implements CommitStatusPublisher {
        /** Fails as one does that lacks a class. */
        public Unusable() {
            throw new NoClassDefFoundError("io/example/Missing");
        }

        @Override
        public String type() {
            return "unusable";
        }

        @Override
        public Destination destination(Provider provider) {
            throw new UnsupportedOperationException();
        }
    }
}
