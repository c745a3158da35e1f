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
package io.github.egnytemsp.camel.inbox;

/**
 * The result of a try.
 *
 * @param subscription which
 * @param seq          the event
 * @param owner        whose claim it was: nothing is written if it is another's by now
 * @param attempt      which try it was
 * @param state        handled, failed, skipped, or waiting for another try
 * @param dueAt        when it may be tried again
 * @param failures     how many tries failed so that they count
 * @param startedAt    when the try began, by the system's clock; 0 if there was none
 * @param duration     how long it took, in milliseconds
 * @param outcome      what the route said of it, or null
 * @param error        why it failed, or null
 */
record Finished(String subscription, long seq, String owner, int attempt, DeliveryState state, long dueAt, int failures,
        long startedAt, long duration, String outcome, String error) {
}
