package io.commitstatus.examples.benchmark;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

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
        Map<Long, Long> before = allocatedByThread();
        long cpu = SYSTEM.getProcessCpuTime();
        long begun = System.nanoTime();
        long statuses = arm.send(work);
        long nanos = System.nanoTime() - begun;
        long cpuNanos = SYSTEM.getProcessCpuTime() - cpu;
        long allocated = 0;
        for (Map.Entry<Long, Long> it : allocatedByThread().entrySet()) {
            allocated += it.getValue() - before.getOrDefault(it.getKey(), 0L);
        }
        return new Sample(statuses, nanos, cpuNanos, allocated);
    }

    /** What each thread that lives has allocated so far; those that end take their figure with them. */
    private static Map<Long, Long> allocatedByThread() {
        long[] ids = THREADS.getAllThreadIds();
        long[] bytes = THREADS.getThreadAllocatedBytes(ids);
        Map<Long, Long> allocated = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            allocated.put(ids[i], Math.max(0, bytes[i]));
        }
        return allocated;
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
