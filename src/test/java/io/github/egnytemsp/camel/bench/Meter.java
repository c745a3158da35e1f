/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.egnytemsp.camel.bench;

import java.lang.management.ManagementFactory;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;

/**
 * What this process has used so far.
 *
 * @param cpuNanos CPU time of all its threads, the collector's and the compiler's too
 * @param bytes    allocated by the threads that are alive
 */
record Meter(long cpuNanos, long bytes) {

    static Meter read() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = 0;
        for (long allocated : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
            // -1 for a thread that ended in between
            bytes += Math.max(0, allocated);
        }
        return new Meter(((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime(), bytes);
    }

    Meter since(Meter earlier) {
        return new Meter(cpuNanos - earlier.cpuNanos, bytes - earlier.bytes);
    }

    /** As {@link #toString()} wrote it. */
    static Meter of(String text) {
        String[] numbers = text.split(" ");
        return new Meter(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
    }

    @Override
    public String toString() {
        return cpuNanos + " " + bytes;
    }
}
