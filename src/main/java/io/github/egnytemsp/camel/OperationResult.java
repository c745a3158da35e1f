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
package io.github.egnytemsp.camel;

import java.util.HashMap;
import java.util.Map;

import io.github.egnytemsp.camel.client.ApiResult;

/**
 * The body and headers of an operation's result.
 *
 * @param body    the body
 * @param headers the headers that are set; those of an operation that are not among them are removed
 */
record OperationResult(Object body, Map<String, Object> headers) {

    /** A result that is not the answer to one call. */
    static OperationResult of(Object body) {
        return new OperationResult(body, Map.of());
    }

    /** The answer to a call. */
    static OperationResult of(ApiResult<?> answer) {
        return of(answer, answer.value());
    }

    /** A value made from the answer to a call. */
    static OperationResult of(ApiResult<?> answer, Object body) {
        Map<String, Object> headers = new HashMap<>();
        headers.put(EgnyteMspConstants.HTTP_STATUS, answer.httpStatus());
        headers.put(EgnyteMspConstants.CALLS_PER_DAY, answer.callsPerDay());
        if (answer.callsToday() >= 0) {
            headers.put(EgnyteMspConstants.CALLS_TODAY, answer.callsToday());
        }
        return new OperationResult(body, headers);
    }

    /** The same result, marked as unchanged. */
    OperationResult unchanged() {
        Map<String, Object> more = new HashMap<>(headers);
        more.put(EgnyteMspConstants.UNCHANGED, true);
        return new OperationResult(body, more);
    }
}
