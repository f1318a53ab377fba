package io.commitstatus.examples.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A client whose call returns when the status is shown: as many threads call it as statuses are to be under way. */
final class BlockingArm implements Arm {
    private final Call call;
    private final int callers;
    private final ExecutorService threads;

    /** Sets one status. */
    interface Call {
        void send(long number) throws Exception;
    }

    BlockingArm(int callers, Call call) {
        this.callers = callers;
        this.threads = Executors.newFixedThreadPool(callers, task -> {
            // Else what fails would keep the process alive instead of ending it.
            Thread thread = new Thread(task, "caller");
            thread.setDaemon(true);
            return thread;
        });
        this.call = call;
    }

    @Override
    public long send(Work work) throws Exception {
        List<Future<Long>> sent = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            sent.add(threads.submit(() -> sendAll(work)));
        }
        long sum = 0;
        for (Future<Long> it : sent) {
            sum += it.get();
        }
        return sum;
    }

    private long sendAll(Work work) throws Exception {
        long sent = 0;
        for (long number = work.next(); number >= 0; number = work.next()) {
            sendAgainIfLost(number);
            sent++;
        }
        return sent;
    }

    /** A connection that breaks is no reason to end ten minutes of measuring; whoever uses the client would try again, too. */
    private void sendAgainIfLost(long number) throws Exception {
        try {
            call.send(number);
        } catch (IOException e) {
            call.send(number);
        }
    }

    @Override
    public void send(long number) throws Exception {
        call.send(number);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
