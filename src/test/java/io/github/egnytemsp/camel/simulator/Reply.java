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
import java.util.Optional;

/** What happens to a connection after a request: an answer, now or later, or the connection is closed without one. */
record Reply(Optional<Answer> answer, Duration delay) {

    static Reply now(Answer answer) {
        return after(Duration.ZERO, answer);
    }

    static Reply after(Duration delay, Answer answer) {
        return new Reply(Optional.of(answer), delay);
    }

    static Reply none() {
        return new Reply(Optional.empty(), Duration.ZERO);
    }
}
