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
import java.util.concurrent.RejectedExecutionException;

import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SystemTimeTest {

    @Test
    void anyNumberOfCallsCanWaitAndNoneAfterTheStop() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            SystemTime time = new SystemTime(context);
            time.start();
            for (int i = 0; i < 5_000; i++) {
                time.schedule(Duration.ofHours(1), () -> {
                    // not in this test
                });
            }
            time.stop();
            assertThatThrownBy(() -> time.schedule(Duration.ZERO, () -> {
                // not in this test
            })).isInstanceOf(RejectedExecutionException.class);
        }
    }

    @Test
    void itCanBeStoppedThatWasNeverStarted() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            SystemTime time = new SystemTime(context);
            assertThatCode(time::stop).doesNotThrowAnyException();
        }
    }
}
