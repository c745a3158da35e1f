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

/** The error answers of the control addresses: {@code {"error":"..."}}. */
final class ControlErrors {

    private ControlErrors() {
    }

    static Answer of(int status, String message) {
        return Answer.json(status,
                Json.object().put("error", message + "; GET " + ControlHelp.PATH + " lists the controls"));
    }

    static Refusal refusal(int status, String message) {
        return new Refusal(of(status, message));
    }
}
