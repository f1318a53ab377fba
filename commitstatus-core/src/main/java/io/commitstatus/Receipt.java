package io.commitstatus;

import io.commitstatus.internal.time.Nanos;
import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.DeliveryKey;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.SkipReason;
import io.commitstatus.policy.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the router made of an event or a submitted status: one entry for every Alert that matched, accepted or skipped and
 * why; without any, one entry that says so. Thread-safe.
 *
 * <pre>{@code
 * Receipt receipt = router.route(event);
 * receipt.await(Duration.ofSeconds(30)).forEach(System.out::println);
 * }</pre>
 *
 * @since 0.1
 */
public final class Receipt {
    private final List<Tracked> tracked;
    private final Function<Entry, Outcome> pending;

    /** An entry, and how it ends; null where there is nothing to wait for. */
    record Tracked(Entry entry, @Nullable CompletableFuture<Outcome> outcome) {}

    Receipt(List<Tracked> tracked, Function<Entry, Outcome> pending) {
        this.tracked = List.copyOf(tracked);
        this.pending = pending;
    }

    /** {@return the entries with their current outcomes} */
    public List<Entry> entries() {
        return tracked.stream().map(this::now).toList();
    }

    /** {@return whether anything was accepted} */
    public boolean accepted() {
        return tracked.stream().anyMatch(it -> it.entry().accepted());
    }

    /** {@return whether everything accepted has ended} */
    public boolean settled() {
        return tracked.stream()
                .allMatch(it -> it.outcome() == null || it.outcome().isDone());
    }

    /**
     * Waits until everything accepted has ended, or the given time is over.
     *
     * @return the entries with their outcomes at that time; what has not ended is {@link Outcome.Kind#PENDING}, with the reason
     * @throws InterruptedException when the thread was interrupted; the delivery goes on
     */
    public List<Entry> await(Duration atMost) throws InterruptedException {
        CompletableFuture<?>[] open =
                tracked.stream().map(Tracked::outcome).filter(Objects::nonNull).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(open).get(Nanos.of(atMost), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return entries();
        } catch (ExecutionException e) {
            throw new IllegalStateException("bug: an outcome failed", e);
        }
        return entries();
    }

    private Entry now(Tracked it) {
        if (it.outcome() == null) {
            return it.entry();
        }
        Outcome outcome = it.outcome().getNow(null);
        return it.entry().with(outcome == null ? pending.apply(it.entry()) : outcome);
    }

    /** {@return the entries, one a line} */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        entries().forEach(it -> lines.add(it.toString()));
        return String.join("\n", lines);
    }

    /** What one Alert led to. Immutable. */
    public static final class Entry {
        private final @Nullable NamespacedName alert;
        private final @Nullable NamespacedName provider;
        private final @Nullable SkipReason code;
        private final String reason;
        private final @Nullable String id;
        private final @Nullable DeliveryKey key;
        private final @Nullable CommitStatus status;
        private final List<String> notes;
        private final @Nullable Outcome outcome;

        private Entry(
                @Nullable NamespacedName alert,
                @Nullable NamespacedName provider,
                @Nullable SkipReason code,
                String reason,
                @Nullable String id,
                @Nullable DeliveryKey key,
                @Nullable CommitStatus status,
                List<String> notes,
                @Nullable Outcome outcome) {
            this.alert = alert;
            this.provider = provider;
            this.code = code;
            this.reason = reason;
            this.id = id;
            this.key = key;
            this.status = status;
            this.notes = List.copyOf(notes);
            this.outcome = outcome;
        }

        static Entry skipped(
                @Nullable NamespacedName alert, @Nullable NamespacedName provider, SkipReason code, String reason) {
            return new Entry(alert, provider, code, reason, null, null, null, List.of(), null);
        }

        static Entry accepted(
                @Nullable NamespacedName alert,
                NamespacedName provider,
                @Nullable String id,
                DeliveryKey key,
                CommitStatus status,
                List<String> notes) {
            return new Entry(alert, provider, null, "", id, key, status, notes, null);
        }

        Entry with(Outcome outcome) {
            return new Entry(alert, provider, code, reason, id, key, status, notes, outcome);
        }

        /** {@return the Alert that matched; empty for a submitted status, and where none matched} */
        public Optional<NamespacedName> alert() {
            return Optional.ofNullable(alert);
        }

        /** {@return the Provider; empty where no Alert matched} */
        public Optional<NamespacedName> provider() {
            return Optional.ofNullable(provider);
        }

        /** {@return whether a status was accepted; else it was skipped} */
        public boolean accepted() {
            return key != null;
        }

        /** {@return why it was skipped, as a code; empty when it was accepted} */
        public Optional<SkipReason> skipped() {
            return Optional.ofNullable(code);
        }

        /** {@return why it was skipped, in words; empty when it was accepted} */
        public String reason() {
            return reason;
        }

        /** {@return the acceptance's id, the same in listener and log; entries that share a status share it} */
        public Optional<String> id() {
            return Optional.ofNullable(id);
        }

        /** {@return the register} */
        public Optional<DeliveryKey> key() {
            return Optional.ofNullable(key);
        }

        /** {@return the status as it is sent, within the vendor's limits} */
        public Optional<CommitStatus> status() {
            return Optional.ofNullable(status);
        }

        /** {@return what was shortened or left out, and what looks wrong} */
        public List<String> notes() {
            return notes;
        }

        /** {@return how it ended, or that it has not; empty when it was skipped} */
        public Optional<Outcome> outcome() {
            return Optional.ofNullable(outcome);
        }

        /** {@return such as {@code flux-system/deployments → github my-org/my-repo@1a2b3c4d … success: delivered}} */
        @Override
        public String toString() {
            String who = alert == null ? provider == null ? "" : provider + " " : alert + " ";
            if (key == null || status == null) {
                return who + "skipped: " + reason;
            }
            String end = outcome == null ? "accepted" : outcome.toString();
            String more = notes.isEmpty() ? "" : " (" + String.join("; ", notes) + ")";
            return who + "→ " + key + " " + status.state() + ": " + end + more;
        }
    }
}
