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

/**
 * A call that must not be repeated blindly was sent, and no answer came, or one that does not tell (5xx, or no JSON of
 * the API): the API may or may not have done it. Look at the state before calling again; where the connector could
 * look, the message says what it found.
 */
public class EgnyteMspOutcomeUnknownException extends EgnyteMspException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message    the whole message
     * @param httpStatus the status of the answer, 0 if none came
     * @param cause      what became of the connection, or null
     */
    public EgnyteMspOutcomeUnknownException(String message, int httpStatus, Throwable cause) {
        super(message, httpStatus, null, null, cause);
    }

    /**
     * The same with what a look at the state found.
     *
     * @param  found what was found, in words
     * @return       the exception to throw
     */
    public EgnyteMspOutcomeUnknownException found(String found) {
        return new EgnyteMspOutcomeUnknownException(
                getMessage() + ". Checked afterwards: " + found, getHttpStatus(), getCause());
    }
}
