package io.commitstatus.examples.benchmark;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What sending some statuses took of this process.
 *
 * @param statuses how many there were
 * @param nanos of wall-clock time
 * @param cpuNanos of all threads, the garbage collector's and the compiler's among them
 * @param allocated bytes, by the threads that live when it ends
 */
record Sample(long statuses, long nanos, long cpuNanos, long allocated) {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static Sample of(Arm arm, Work work) throws Exception {
        long allocated = allocatedSoFar();
        long cpu = SYSTEM.getProcessCpuTime();
        long begun = System.nanoTime();
        long statuses = arm.send(work);
        long nanos = System.nanoTime() - begun;
        return new Sample(statuses, nanos, SYSTEM.getProcessCpuTime() - cpu, allocatedSoFar() - allocated);
    }

    private static long allocatedSoFar() {
        long sum = 0;
        for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
            sum += Math.max(0, bytes);
        }
        return sum;
    }

    double perSecond() {
        return statuses * 1e9 / nanos;
    }

    double cpuMicros() {
        return cpuNanos / 1e3 / statuses;
    }

    double kilobytes() {
        return allocated / 1024.0 / statuses;
    }
}
