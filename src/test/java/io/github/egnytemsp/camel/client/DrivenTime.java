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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A clock whose date a test sets, while pauses are as long as those of the machine's clock. For many contexts in a row.
 */
public final class DrivenTime implements TimeSource {

    private volatile Instant now;

    /** @param now where it begins */
    public DrivenTime(Instant now) {
        this.now = now;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        CompletableFuture<Void> later = CompletableFuture.runAsync(
                task, CompletableFuture.delayedExecutor(Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS));
        return () -> later.cancel(false);
    }

    /** Sets the date. */
    public void set(Instant later) {
        now = later;
    }

    /** Moves the date. */
    public void moveOn(Duration duration) {
        now = now.plus(duration);
    }
}
