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

import io.github.egnytemsp.camel.client.EgnyteMspAuthenticationException;
import io.github.egnytemsp.camel.client.EgnyteMspException;
import io.github.egnytemsp.camel.client.EgnyteMspOutcomeUnknownException;
import io.github.egnytemsp.camel.client.EgnyteMspRateLimitException;
import io.github.egnytemsp.camel.inbox.NotFoundException;
import io.github.egnytemsp.camel.model.EventNotTakenException;
import io.github.egnytemsp.camel.model.LogText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is answered when a route fails. */
final class OperatorFailures {

    private static final Logger LOG = LoggerFactory.getLogger(OperatorFailures.class);
    private static final int UNEXPECTED = 500;

    private OperatorFailures() {
    }

    /**
     * The answer to a failure.
     *
     * @param  failure why a route failed
     * @return         the status and the message that fit; unexpected ones are in the log only
     */
    static OperatorAnswer answer(Throwable failure) {
        Throwable known = failure;
        while (status(known) == UNEXPECTED && known.getCause() != null && known.getCause() != known) {
            known = known.getCause();
        }
        int status = status(known);
        if (status == UNEXPECTED) {
            LOG.error("An operator's request failed: {}", LogText.of(String.valueOf(failure), 2000));
            return OperatorAnswer.error(status, "The reason is in the log");
        }
        return OperatorAnswer.error(status, known.getMessage());
    }

    private static int status(Throwable failure) {
        if (failure instanceof NotFoundException) {
            return 404;
        }
        if (failure instanceof IllegalArgumentException) {
            return 400;
        }
        if (failure instanceof IllegalStateException) {
            return 409;
        }
        if (failure instanceof EventNotTakenException) {
            return 503;
        }
        if (failure instanceof EgnyteMspRateLimitException) {
            return 429;
        }
        if (failure instanceof EgnyteMspOutcomeUnknownException) {
            return 504;
        }
        // the API refused this installation's token, not the caller
        if (failure instanceof EgnyteMspAuthenticationException) {
            return 502;
        }
        if (failure instanceof EgnyteMspException api) {
            return api.getHttpStatus() >= 400 && api.getHttpStatus() < 500 ? api.getHttpStatus() : 502;
        }
        return UNEXPECTED;
    }
}
