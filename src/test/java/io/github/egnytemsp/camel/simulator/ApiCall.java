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

import java.time.Instant;
import java.util.SortedSet;

/**
 * One call of the MSP API as the simulator saw it. Holds no secret.
 *
 * @param at           when it arrived, by the simulator's clock
 * @param arrivalNanos when it arrived, by {@link System#nanoTime()}: right even if the simulator's clock stands still
 * @param method       the HTTP method
 * @param path         the raw path with the query, e.g. {@code /pubapi/v1/msp/webhooks}
 * @param status       the status answered, or 0 if no answer was decided yet or the connection was closed without one
 * @param tokenIndex   which access token it carried: 0 for the first that the simulator was given, or -1 if missing,
 *                     unknown or revoked
 * @param headerNames  names of the request's headers, in lower case
 */
public record ApiCall(Instant at, long arrivalNanos, String method, String path, int status, int tokenIndex,
        SortedSet<String> headerNames) {

    ApiCall answered(int answeredStatus) {
        return new ApiCall(at, arrivalNanos, method, path, answeredStatus, tokenIndex, headerNames);
    }
}
