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

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RareLogTest {

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE);
    private final RareLog log = new RareLog(clock::get);

    @Test
    void theFirstTimeIsSaidAtOnceAndTheOthersTogetherAfterTenMinutes() {
        assertThat(log.happened()).isEqualTo(1);
        assertThat(log.happened()).isZero();
        clock.addAndGet(Duration.ofMinutes(10).toNanos() - 1);
        assertThat(log.happened()).isZero();
        clock.addAndGet(1);
        assertThat(log.happened()).isEqualTo(3);
        assertThat(log.happened()).isZero();
    }
}
