package io.commitstatus.testing.contract;

import io.commitstatus.model.CommitStatus;
import io.commitstatus.spi.PublishFailedException;
import io.commitstatus.spi.PublishResult;
import io.commitstatus.spi.PublisherSession;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What came of one call of a session: an answer, or the exceptions that the SPI allows. */
record Attempt(@Nullable PublishResult result, @Nullable IOException failure) {

    static Attempt publish(PublisherSession session, CommitStatus status) {
        try {
            return new Attempt(session.publish(status), null);
        } catch (PublishFailedException e) {
            return new Attempt(e.result(), e);
        } catch (IOException e) {
            return new Attempt(null, e);
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupted it", e);
        }
    }

    /** Without a result when the vendor did answer the question. */
    static Attempt latest(PublisherSession session, CommitStatus like) {
        try {
            session.latest(like);
            return new Attempt(null, null);
        } catch (PublishFailedException e) {
            return new Attempt(e.result(), e);
        } catch (IOException e) {
            return new Attempt(null, e);
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupted it", e);
        }
    }

    /** Without a result when the check had one. */
    static Attempt check(PublisherSession session) {
        try {
            session.check();
            return new Attempt(null, null);
        } catch (PublishFailedException e) {
            return new Attempt(e.result(), e);
        } catch (IOException e) {
            return new Attempt(null, e);
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupted it", e);
        }
    }

    <T extends PublishResult> Optional<T> as(Class<T> type) {
        return Optional.ofNullable(result).filter(type::isInstance).map(type::cast);
    }

    boolean claimsSuccess() {
        return result instanceof PublishResult.Published || result instanceof PublishResult.Unchanged;
    }

    /** How long the Git host asks to be left alone, as the result tells it. */
    Optional<Duration> pause() {
        return as(PublishResult.RateLimited.class)
                .flatMap(PublishResult.RateLimited::after)
                .or(() -> as(PublishResult.Retry.class).flatMap(PublishResult.Retry::after));
    }

    /** A Retry that asks for no particular wait, or an exception, so that core's own backoff applies. */
    boolean leavesTheBackoffToCore() {
        return result == null
                ? failure != null
                : as(PublishResult.Retry.class)
                        .filter(it -> it.after().isEmpty())
                        .isPresent();
    }

    /** All that anybody could print of it. */
    String everything() {
        StringWriter text = new StringWriter();
        text.append(String.valueOf(result)).append('\n');
        if (failure != null) {
            failure.printStackTrace(new PrintWriter(text, true));
        }
        return text.toString();
    }
}
