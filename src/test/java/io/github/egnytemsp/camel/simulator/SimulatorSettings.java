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
package io.github.egnytemsp.camel.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * How a simulator behaves: set before the start with the {@linkplain SimulatorBuilder builder}, changed at any time
 * with {@link EgnyteMspSimulator#settings()} or by HTTP. Every setting has a default. Thread-safe.
 *
 * @param <S> the type that the methods return
 */
public abstract class SimulatorSettings<S extends SimulatorSettings<S>> {

    volatile int maxWebhooks = 10;
    volatile int callsPerSecond = 2;
    volatile int callsPerDay = 1000;
    volatile OverLimitStyle overLimitStyle = OverLimitStyle.MASHERY_403;
    volatile RetryAfterForm retryAfterForm = RetryAfterForm.SECONDS;
    volatile RefusedTokenStyle refusedTokenStyle = RefusedTokenStyle.UNAUTHORIZED_401;
    volatile List<Duration> retrySchedule
            = List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(10));
    volatile int failAfter = 10;
    volatile int disableAfter = 3;
    volatile Duration deliveryTimeout = Duration.ofSeconds(10);
    volatile boolean enableOnUpdate = true;
    volatile boolean slashAfterLists;

    SimulatorSettings() {
    }

    abstract S self();

    /**
     * How many webhooks can be registered; one more is 409. Egnyte documents that there is a limit, not which.
     *
     * @param  count                    0 or more; default 10
     * @return                          this
     * @throws IllegalArgumentException if negative
     */
    public S maxWebhooks(int count) {
        maxWebhooks = notNegative("maxWebhooks", count);
        return self();
    }

    /**
     * Calls that each access token may make in any second, by the simulator's clock. The value is documented by Egnyte;
     * that the second slides is an assumption.
     *
     * @param  count                    default 2; 0 is no limit
     * @return                          this
     * @throws IllegalArgumentException if negative
     */
    public S callsPerSecond(int count) {
        callsPerSecond = notNegative("callsPerSecond", count);
        return self();
    }

    /**
     * Calls that each access token may make from 00:00 UTC to 00:00 UTC, by the simulator's clock. The value is
     * documented by Egnyte.
     *
     * @param  count                    default 1000; 0 is no limit
     * @return                          this
     * @throws IllegalArgumentException if negative
     */
    public S callsPerDay(int count) {
        callsPerDay = notNegative("callsPerDay", count);
        return self();
    }

    /**
     * How a call over a limit is answered.
     *
     * @param  style default {@link OverLimitStyle#MASHERY_403}
     * @return       this
     */
    public S overLimitStyle(OverLimitStyle style) {
        overLimitStyle = Objects.requireNonNull(style, "overLimitStyle");
        return self();
    }

    /**
     * What {@code Retry-After} is, on every answer that has one.
     *
     * @param  form default {@link RetryAfterForm#SECONDS}
     * @return      this
     */
    public S retryAfterForm(RetryAfterForm form) {
        retryAfterForm = Objects.requireNonNull(form, "retryAfterForm");
        return self();
    }

    /**
     * How a call with a missing, unknown or revoked token is answered.
     *
     * @param  style default {@link RefusedTokenStyle#UNAUTHORIZED_401}
     * @return       this
     */
    public S refusedTokenStyle(RefusedTokenStyle style) {
        refusedTokenStyle = Objects.requireNonNull(style, "refusedTokenStyle");
        return self();
    }

    /**
     * The pauses after which everything that waits for a webhook is sent again, all of it together; the last one
     * repeats. They begin anew once nothing waits. Egnyte documents that what failed waits for the next schedule, and
     * not which schedule that is.
     *
     * @param  pauses                   one or more, none negative; default 1 s, 2 s, 5 s, 10 s
     * @return                          this
     * @throws IllegalArgumentException if there is none or one is negative
     */
    public S retrySchedule(Duration... pauses) {
        return retrySchedule(List.of(pauses));
    }

    /**
     * The pauses after which everything that waits for a webhook is sent again, all of it together; the last one
     * repeats. They begin anew once nothing waits. Egnyte documents that what failed waits for the next schedule, and
     * not which schedule that is.
     *
     * @param  pauses                   one or more, none negative; default 1 s, 2 s, 5 s, 10 s
     * @return                          this
     * @throws IllegalArgumentException if there is none or one is negative
     */
    public S retrySchedule(List<Duration> pauses) {
        if (pauses.isEmpty() || pauses.stream().anyMatch(Duration::isNegative)) {
            throw new IllegalArgumentException("retrySchedule must be one pause or more, none negative, not " + pauses);
        }
        retrySchedule = List.copyOf(pauses);
        return self();
    }

    /**
     * After how many sends an event has failed for good: it is not sent any more. Egnyte documents that there is an
     * end, not which.
     *
     * @param  sends                    default 10; 0 is never
     * @return                          this
     * @throws IllegalArgumentException if negative
     */
    public S failAfter(int sends) {
        failAfter = notNegative("failAfter", sends);
        return self();
    }

    /**
     * After how many events that failed for good a webhook is disabled. Egnyte documents that several do it, not how
     * many. Assumption: an event that is received in between begins the count anew, and so does enabling.
     *
     * @param  failedEvents             default 3; 0 is never
     * @return                          this
     * @throws IllegalArgumentException if negative
     */
    public S disableAfter(int failedEvents) {
        disableAfter = notNegative("disableAfter", failedEvents);
        return self();
    }

    /**
     * How long a send waits for its answer; one that takes longer has failed. Egnyte's time is not published.
     *
     * @param  timeout                  longer than 0; default 10 s
     * @return                          this
     * @throws IllegalArgumentException if 0 or negative
     */
    public S deliveryTimeout(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("deliveryTimeout must be longer than 0, not " + timeout);
        }
        deliveryTimeout = timeout;
        return self();
    }

    /**
     * Whether an update enables a disabled webhook. How Egnyte enables one again is not documented; that an update does
     * it is an assumption.
     *
     * @param  enable default true
     * @return        this
     */
    public S enableOnUpdate(boolean enable) {
        enableOnUpdate = enable;
        return self();
    }

    /**
     * Whether the lists of domains, tenants and plans have a slash at the end, and are redirected to it (301, same
     * host) without.
     *
     * @param  slash default false
     * @return       this
     */
    public S slashAfterLists(boolean slash) {
        slashAfterLists = slash;
        return self();
    }

    static int notNegative(String name, int value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " must be 0 or more, not " + value);
        }
        return value;
    }
}
