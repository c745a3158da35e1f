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
package io.github.egnytemsp.camel.operator;

/** A request that is not let in, with the status of the answer. */
final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String header;
    private final String value;

    RefusedException(int status, String message) {
        this(status, message, null, null);
    }

    /** With a header of the answer. */
    RefusedException(int status, String message, String header, String value) {
        super(message);
        this.status = status;
        this.header = header;
        this.value = value;
    }

    OperatorAnswer answer() {
        OperatorAnswer answer = OperatorAnswer.error(status, getMessage());
        return header == null ? answer : answer.with(header, value);
    }
}
