package io.commitstatus.examples.benchmark;

import io.commitstatus.model.CommitStatus;
import io.commitstatus.model.DeliveryKey;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.outbox.Claim;
import io.commitstatus.outbox.ClaimRequest;
import io.commitstatus.outbox.EndedClaim;
import io.commitstatus.outbox.Evidence;
import io.commitstatus.outbox.Outbox;
import io.commitstatus.outbox.Settlement;
import io.commitstatus.outbox.Verdict;
import io.commitstatus.outbox.Wanted;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** What a router does to an outbox, without a router. */
final class Rows {
    private static final NamespacedName PROVIDER = new NamespacedName("flux-system", "github");
    private static final URI API = URI.create("https://api.github.com");
    private static final Map<NamespacedName, Duration> LEASES = Map.of(PROVIDER, Duration.ofMinutes(1));

    private Rows() {}

    static CommitStatus status(long number) {
        return CommitStatus.success(Arm.commit(number), "kustomization/deploy/da66dbab", "Applied revision");
    }

    static List<Wanted> wanted(long from, long to) {
        return LongStream.range(from, to)
                .mapToObj(it -> Wanted.of(
                        Long.toString(it),
                        new DeliveryKey(
                                "github",
                                API,
                                "flux-system",
                                "org/app",
                                Arm.commit(it),
                                "kustomization/deploy/da66dbab"),
                        PROVIDER,
                        status(it)))
                .toList();
    }

    static List<Claim> claim(Outbox outbox, int max) {
        return outbox.claim(ClaimRequest.of(LEASES, max));
    }

    static void settle(Outbox outbox, List<Claim> claims) {
        outbox.settle(claims.stream()
                .map(it -> new EndedClaim(
                        it,
                        new Settlement(
                                new Verdict.Done(false), Evidence.seen(it.row().status()))))
                .toList());
    }
}
