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

import java.net.URI;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Observes API calls, for meters. Called in the thread of the call: it must be quick, must not block and must not
 * throw.
 */
public interface CallObserver {

    /** Does nothing. */
    CallObserver NONE = new CallObserver() {
        @Override
        public void waited(long nanos) {
            // nobody looks
        }

        @Override
        public void retried(String resource, String operation, Duration pause) {
            // nobody looks
        }

        @Override
        public void called(String resource, String operation, int status, long nanos) {
            // nobody looks
        }

        @Override
        public void budget(URI baseUrl, int token, LongSupplier callsLeft) {
            // nobody looks
        }
    };

    /**
     * A call had to wait for its turn, or did not get one.
     *
     * @param nanos how long, in nanoseconds; about 0 for most
     */
    void waited(long nanos);

    /**
     * A request was answered, or not. A call that is tried again is told of each time.
     *
     * @param resource  what it is about, such as {@code webhooks}
     * @param operation the operation, such as {@code list}
     * @param status    the HTTP status, 0 if no answer came
     * @param nanos     how long it took, in nanoseconds
     */
    void called(String resource, String operation, int status, long nanos);

    /**
     * A call failed and will be made again.
     *
     * @param resource  what it is about, such as {@code webhooks}
     * @param operation the operation, such as {@code list}
     * @param pause     after this; 0 if it waits for its turn only
     */
    void retried(String resource, String operation, Duration pause);

    /**
     * There is a limit of calls a day. Told again after each call.
     *
     * @param baseUrl   where
     * @param token     1 for the first access token that was used there, 2 for the next; not the token
     * @param callsLeft how many calls it may still make today
     */
    void budget(URI baseUrl, int token, LongSupplier callsLeft);
}
