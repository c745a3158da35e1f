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

import org.apache.camel.CamelException;

/**
 * A call of the MSP API failed. The message says what was called, what came back and, where there is something to do,
 * what to do. It never holds a secret, and never more than about 2,000 characters of the answer.
 */
public class EgnyteMspException extends CamelException {

    private static final long serialVersionUID = 1L;

    /** The status, or 0 without an answer. */
    private final int httpStatus;
    /** The API's code, or null. */
    private final String apiCode;
    /** The API's message, or null. */
    private final String apiMessage;
    /** How Egnyte finds the call in its log, or null. */
    private final String requestId;

    /**
     * @param message    the whole message
     * @param httpStatus the status of the answer, 0 if none came
     * @param apiCode    the API's own code, or null
     * @param apiMessage the API's own message, or null
     * @param cause      the cause, or null
     */
    public EgnyteMspException(String message, int httpStatus, String apiCode, String apiMessage, Throwable cause) {
        this(message, httpStatus, apiCode, apiMessage, null, cause);
    }

    /**
     * @param message    the whole message
     * @param httpStatus the status of the answer, 0 if none came
     * @param apiCode    the API's own code, or null
     * @param apiMessage the API's own message, or null
     * @param requestId  the API's id of the request, or null
     * @param cause      the cause, or null
     */
    public EgnyteMspException(
                              String message, int httpStatus, String apiCode, String apiMessage, String requestId,
                              Throwable cause) {
        super(message, cause);
        this.httpStatus = httpStatus;
        this.apiCode = apiCode;
        this.apiMessage = apiMessage;
        this.requestId = requestId;
    }

    /**
     * The status of the answer.
     *
     * @return an HTTP status, 0 if no answer came
     */
    public int getHttpStatus() {
        return httpStatus;
    }

    /**
     * The API's own code, such as {@code webhook_limit_exceeded_error}.
     *
     * @return the code, or null
     */
    public String getApiCode() {
        return apiCode;
    }

    /**
     * The API's own message, shortened.
     *
     * @return the message, or null
     */
    public String getApiMessage() {
        return apiMessage;
    }

    /**
     * The API's id of the request, for a question to Egnyte.
     *
     * @return the id, or null
     */
    public String getRequestId() {
        return requestId;
    }
}
