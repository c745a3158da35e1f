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

import org.apache.hc.core5.concurrent.Cancellable;

/**
 * The deadline of a request until the last byte of the answer. A socket's time-out starts anew with each byte, so a
 * server that sends slowly never meets it.
 */
class Deadline {

    private final TimeSource time;
    private Cancellable request;
    private long end;
    private boolean passed;

    Deadline(TimeSource time, Duration allowed) {
        this.time = time;
        in(allowed);
    }

    /** From now on. */
    synchronized void in(Duration allowed) {
        end = time.nanoTime() + allowed.toNanos();
    }

    synchronized void of(Cancellable newRequest) {
        request = newRequest;
        if (passed) {
            abort();
        }
    }

    synchronized void check() {
        if (end - time.nanoTime() <= 0) {
            passed = true;
            abort();
        }
    }

    synchronized void abort() {
        if (request != null) {
            request.cancel();
        }
    }

    synchronized boolean passed() {
        return passed;
    }
}
