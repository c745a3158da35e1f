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
package io.github.egnytemsp.camel.client;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

/** The system's clock, and one thread for scheduled tasks. */
public final class SystemTime extends ServiceSupport implements TimeSource {

    private final CamelContext camelContext;
    private volatile ScheduledExecutorService scheduler;

    /**
     * @param camelContext makes the thread
     */
    public SystemTime(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        ScheduledExecutorService current = scheduler;
        if (current == null) {
            throw new RejectedExecutionException("The component is stopped");
        }
        Future<?> scheduled = current.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    @Override
    protected void doStart() {
        ThreadPoolProfile profile = new ThreadPoolProfile("EgnyteMspTimer");
        profile.setPoolSize(1);
        // Camel's own limit is 1,000 tasks: each call that waits is one
        profile.setMaxQueueSize(-1);
        // Camel's own policy drops what comes after the stop, and nobody would know
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        scheduler = camelContext.getExecutorServiceManager().newScheduledThreadPool(this, "EgnyteMspTimer", profile);
    }

    @Override
    protected void doStop() {
        ScheduledExecutorService stopped = scheduler;
        scheduler = null;
        // Camel stops what it has not started, too, when the start of the context fails
        if (stopped != null) {
            camelContext.getExecutorServiceManager().shutdownNow(stopped);
        }
    }
}
