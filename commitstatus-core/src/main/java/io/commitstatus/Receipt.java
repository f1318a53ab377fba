package io.commitstatus;

import io.commitstatus.internal.time.Nanos;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.DeliveryKey;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.SkipReason;
import io.commitstatus.policy.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the router made of an event or of submitted statuses: one entry for every Alert that matched, or for every status,
 * {@link Sent} or {@link Skipped}; without any, one entry that says so. Thread-safe. Reading it asks neither the outbox nor a
 * Git host.
 *
 * <pre>{@code
 * Receipt receipt = router.route(event).await(Duration.ofSeconds(30));
 * receipt.sent().forEach(it -> System.out.println(it.key() + ": " + it.outcome()));
 * receipt.skipped().forEach(it -> System.out.println(it.code() + ": " + it.reason()));
 * }</pre>
 *
 * @since 0.1
 */
public final class Receipt {
    private final List<Entry> entries;
    /** Why a status of that Provider and acceptance waits. */
    private final BiFunction<NamespacedName, String, Outcome> pending;

    Receipt(List<? extends Entry> entries, BiFunction<NamespacedName, String, Outcome> pending) {
        this.entries = List.copyOf(entries);
        this.pending = pending;
    }

    /** {@return the entries with their outcomes as of now; they do not change} */
    public List<Entry> entries() {
        return entries.stream().map(this::now).toList();
    }

    /** {@return the entries that are sent, with their outcomes as of now} */
    public List<Sent> sent() {
        return entries().stream()
                .filter(Sent.class::isInstance)
                .map(Sent.class::cast)
                .toList();
    }

    /** {@return the entries that are not sent} */
    public List<Skipped> skipped() {
        List<Skipped> skipped = new ArrayList<>(0);
        for (Entry entry : entries) {
            if (entry instanceof Skipped it) {
                skipped.add(it);
            }
        }
        return Collections.unmodifiableList(skipped);
    }

    /**
     * {@return the outcome, as of now, where there is one status; empty where everything was skipped}
     *
     * @throws IllegalStateException when there are several
     */
    public Optional<Outcome> outcome() {
        List<Sent> sent = sent();
        if (sent.size() > 1) {
            throw new IllegalStateException(
                    "this receipt has " + sent.size() + " statuses with an outcome each; ask sent()");
        }
        return sent.stream().findFirst().map(Sent::outcome);
    }

    /** {@return whether anything was accepted} */
    public boolean accepted() {
        for (Entry entry : entries) {
            if (entry instanceof Sent) {
                return true;
            }
        }
        return false;
    }

    /** {@return whether everything accepted has ended} */
    public boolean settled() {
        return ends().stream().allMatch(CompletableFuture::isDone);
    }

    /**
     * Completes with this receipt when everything accepted has ended; at once when nothing was accepted. Never fails, and
     * cannot be completed by others. What is chained to it without an executor runs on the common pool or on the chaining
     * thread, never on a thread of the router.
     */
    public CompletionStage<Receipt> whenSettled() {
        return CompletableFuture.allOf(ends().toArray(CompletableFuture<?>[]::new))
                .thenApplyAsync(ended -> this)
                .minimalCompletionStage();
    }

    /**
     * Waits until everything accepted has ended, or the given time is over.
     *
     * @return this receipt; an outcome of what has not ended is {@link Outcome.Kind#PENDING}, with the reason
     * @throws InterruptedException when the thread was interrupted; the delivery goes on
     */
    public Receipt await(Duration atMost) throws InterruptedException {
        try {
            CompletableFuture.allOf(ends().toArray(CompletableFuture<?>[]::new))
                    .get(Nanos.of(atMost), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return this;
        } catch (ExecutionException e) {
            throw new IllegalStateException("bug: an outcome failed", e);
        }
        return this;
    }

    private List<CompletableFuture<Outcome>> ends() {
        return entries.stream()
                .filter(Sent.class::isInstance)
                .map(it -> ((Sent) it).end)
                .toList();
    }

    private Entry now(Entry entry) {
        if (!(entry instanceof Sent sent)) {
            return entry;
        }
        Outcome outcome = sent.end.getNow(null);
        return sent.with(outcome == null ? pending.apply(sent.providerName, sent.id) : outcome);
    }

    /** {@return the entries, one a line} */
    @Override
    public String toString() {
        return entries().stream().map(Entry::toString).collect(Collectors.joining("\n"));
    }

    /** What became of one Alert, or of one submitted status. Immutable. */
    public sealed interface Entry permits Sent, Skipped {

        /** {@return the Alert that matched; empty for a submitted status, and where none matched} */
        Optional<NamespacedName> alert();

        /** {@return the Provider; empty where no Alert matched} */
        Optional<NamespacedName> provider();
    }

    /** A status was accepted, and is sent: what it is, and how that stood when the receipt was asked. Immutable. */
    public static final class Sent implements Entry {
        private final @Nullable NamespacedName alert;
        private final NamespacedName providerName;
        private final String id;
        private final DeliveryKey key;
        private final CommitStatus status;
        private final List<String> notes;
        private final CompletableFuture<Outcome> end;
        private final Outcome outcome;

        Sent(
                @Nullable NamespacedName alert,
                NamespacedName provider,
                String id,
                DeliveryKey key,
                CommitStatus status,
                List<String> notes,
                CompletableFuture<Outcome> end) {
            this(alert, provider, id, key, status, notes, end, Outcome.of(Outcome.Kind.PENDING, ""));
        }

        private Sent(
                @Nullable NamespacedName alert,
                NamespacedName provider,
                String id,
                DeliveryKey key,
                CommitStatus status,
                List<String> notes,
                CompletableFuture<Outcome> end,
                Outcome outcome) {
            this.alert = alert;
            this.providerName = provider;
            this.id = id;
            this.key = key;
            this.status = status;
            this.notes = List.copyOf(notes);
            this.end = end;
            this.outcome = outcome;
        }

        private Sent with(Outcome now) {
            return new Sent(alert, providerName, id, key, status, notes, end, now);
        }

        @Override
        public Optional<NamespacedName> alert() {
            return Optional.ofNullable(alert);
        }

        @Override
        public Optional<NamespacedName> provider() {
            return Optional.of(providerName);
        }

        /** {@return the acceptance's id, the same in listener and log; entries that share a status share it} */
        public String id() {
            return id;
        }

        /** {@return the register} */
        public DeliveryKey key() {
            return key;
        }

        /** {@return the status as it is sent, within the vendor's limits} */
        public CommitStatus status() {
            return status;
        }

        /** {@return what was shortened or left out, and what looks wrong} */
        public List<String> notes() {
            return notes;
        }

        /** {@return how it had ended when the receipt was asked, or that it had not} */
        public Outcome outcome() {
            return outcome;
        }

        /** Completes when it ends, as {@link Receipt#whenSettled} does. */
        public CompletionStage<Outcome> whenSettled() {
            return end.thenApplyAsync(it -> it).minimalCompletionStage();
        }

        /** {@return such as {@code flux-system/deployments → github my-org/my-repo@1a2b3c4d … success: delivered}} */
        @Override
        public String toString() {
            String more = notes.isEmpty() ? "" : " (" + String.join("; ", notes) + ")";
            return (alert == null ? providerName : alert) + " → " + key + " " + status.state() + ": " + outcome + more;
        }
    }

    /** Nothing is sent, and why. Immutable. */
    public static final class Skipped implements Entry {
        private final @Nullable NamespacedName alert;
        private final @Nullable NamespacedName provider;
        private final SkipReason code;
        private final String reason;

        Skipped(@Nullable NamespacedName alert, @Nullable NamespacedName provider, SkipReason code, String reason) {
            this.alert = alert;
            this.provider = provider;
            this.code = Objects.requireNonNull(code, "code must not be null");
            this.reason = Objects.requireNonNull(reason, "reason must not be null");
        }

        @Override
        public Optional<NamespacedName> alert() {
            return Optional.ofNullable(alert);
        }

        @Override
        public Optional<NamespacedName> provider() {
            return Optional.ofNullable(provider);
        }

        /** {@return why, from a closed list that metrics can be tagged by} */
        public SkipReason code() {
            return code;
        }

        /** {@return why, in words} */
        public String reason() {
            return reason;
        }

        /** {@return such as {@code flux-system/deployments skipped: the Provider is suspended}} */
        @Override
        public String toString() {
            return (alert != null ? alert + " " : provider != null ? provider + " " : "") + "skipped: " + reason;
        }
    }
}
