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

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;

import javax.net.ssl.SSLHandshakeException;

/** The result of one try of a call. */
sealed interface Outcome {

    /**
     * An answer came.
     *
     * @param answer     the answer
     * @param limits     what it says about limits, or null
     * @param retryAfter how long it asks to wait, or null
     */
    record Answered(ApiAnswer answer, RateLimits limits, Duration retryAfter) implements Outcome {
    }

    /**
     * No answer came.
     *
     * @param cause what happened
     */
    record Lost(Throwable cause) implements Outcome {

        /** Whether the request may have reached the API. */
        boolean sent() {
            return !(cause instanceof RejectedExecutionException || cause instanceof ConnectException
                    || cause instanceof UnknownHostException
                    || cause instanceof NoRouteToHostException || cause instanceof SSLHandshakeException
                    // its own class of HttpClient's, but a SocketTimeoutException in name: nothing was sent either
                    || cause.getClass().getSimpleName().equals("ConnectTimeoutException")
                    || cause.getClass().getSimpleName().equals("ConnectionRequestTimeoutException"));
        }

        /** Whether a retry may help: not after a local error, nor after an answer that is too long. */
        boolean mayPass() {
            return cause instanceof IOException && !(cause instanceof AnswerTooLongException);
        }
    }
}
