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
package io.github.egnytemsp.camel.delivery;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How many deliveries had which answer, and when the last one came. */
public final class DeliveryCounters {

    private final Map<Answer, LongAdder> answers = new EnumMap<>(Answer.class);
    private volatile long lastDelivery;

    DeliveryCounters() {
        for (Answer answer : Answer.values()) {
            answers.put(answer, new LongAdder());
        }
    }

    void count(Answer answer) {
        answers.get(answer).increment();
        if (answer != Answer.UNAUTHORIZED && answer != Answer.METHOD_NOT_ALLOWED) {
            lastDelivery = System.currentTimeMillis();
        }
    }

    /**
     * Deliveries with an answer since the route was made.
     *
     * @param  answer the answer
     * @return        how many
     */
    public long countOf(Answer answer) {
        return answers.get(answer).sum();
    }

    /**
     * Deliveries by HTTP status.
     *
     * @param  status the status
     * @return        how many
     */
    public long countOfStatus(int status) {
        return answers.entrySet().stream().filter(entry -> entry.getKey().status() == status)
                .mapToLong(entry -> entry.getValue().sum()).sum();
    }

    /**
     * When the last delivery with the right header came.
     *
     * @return the time, or null if there was none
     */
    public Instant lastDelivery() {
        return lastDelivery == 0 ? null : Instant.ofEpochMilli(lastDelivery);
    }
}
