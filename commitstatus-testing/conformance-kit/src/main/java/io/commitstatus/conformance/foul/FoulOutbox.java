package io.commitstatus.conformance.foul;

import io.commitstatus.model.DeliveryKey;
import io.commitstatus.outbox.Claim;
import io.commitstatus.outbox.ClaimRequest;
import io.commitstatus.outbox.EndedClaim;
import io.commitstatus.outbox.Outbox;
import io.commitstatus.outbox.OutboxSize;
import io.commitstatus.outbox.PutResult;
import io.commitstatus.outbox.Row;
import io.commitstatus.outbox.SettleResult;
import io.commitstatus.outbox.Settlement;
import io.commitstatus.outbox.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An outbox that throws where it is told to, before the real one has done anything. */
record FoulOutbox(Outbox real, FoulPlay foul) implements Outbox {

    @Override
    public List<PutResult> put(List<Wanted> statuses) {
        foul.at(Seam.OUTBOX_PUT);
        return real.put(statuses);
    }

    @Override
    public List<Claim> claim(ClaimRequest request) {
        foul.at(Seam.OUTBOX_CLAIM);
        return real.claim(request);
    }

    @Override
    public SettleResult settle(Claim claim, Settlement settlement) {
        foul.at(Seam.OUTBOX_SETTLE);
        return real.settle(claim, settlement);
    }

    @Override
    public List<Optional<SettleResult>> settle(List<EndedClaim> ended) {
        foul.at(Seam.OUTBOX_SETTLE);
        return real.settle(ended);
    }

    @Override
    public Optional<Duration> untilDue() {
        foul.at(Seam.OUTBOX_OTHER);
        return real.untilDue();
    }

    @Override
    public List<Row> find(List<DeliveryKey> keys) {
        foul.at(Seam.OUTBOX_OTHER);
        return real.find(keys);
    }

    @Override
    public List<Row> expireAndPurge(Duration maxAge, Duration retention) {
        foul.at(Seam.OUTBOX_OTHER);
        return real.expireAndPurge(maxAge, retention);
    }

    @Override
    public List<Row> undelivered(int max) {
        foul.at(Seam.OUTBOX_OTHER);
        return real.undelivered(max);
    }

    @Override
    public Optional<Row> replay(String id) {
        foul.at(Seam.OUTBOX_OTHER);
        return real.replay(id);
    }

    @Override
    public List<Row> untold(Duration age, int max) {
        foul.at(Seam.OUTBOX_OTHER);
        return real.untold(age, max);
    }

    @Override
    public void told(Collection<Row> rows) {
        foul.at(Seam.OUTBOX_OTHER);
        real.told(rows);
    }

    @Override
    public List<Row> abandon(int max) {
        return real.abandon(max);
    }

    @Override
    public OutboxSize size() {
        return real.size();
    }

    @Override
    public void hold(String credential, Duration duration) {
        foul.at(Seam.OUTBOX_OTHER);
        real.hold(credential, duration);
    }

    @Override
    public Map<String, Duration> holds() {
        foul.at(Seam.OUTBOX_OTHER);
        return real.holds();
    }

    @Override
    public byte[] holdKey() {
        return real.holdKey();
    }

    @Override
    public Instant now() {
        foul.at(Seam.OUTBOX_OTHER);
        return real.now();
    }

    @Override
    public boolean durable() {
        return real.durable();
    }

    @Override
    public boolean shared() {
        return real.shared();
    }

    @Override
    public void close() {
        real.close();
    }
}
