package io.github.egnytemsp.camel;

import java.util.HashMap;
import java.util.Map;

import io.github.egnytemsp.camel.client.ApiResult;

/**
 * What becomes of the message.
 *
 * @param body    the body
 * @param headers the headers that are set; those of an operation that are not among them are removed
 */
record OperationResult(Object body, Map<String, Object> headers) {

    /** What is not the answer to one call. */
    static OperationResult of(Object body) {
        return new OperationResult(body, Map.of());
    }

    /** The answer to a call. */
    static OperationResult of(ApiResult<?> answer) {
        return of(answer, answer.value());
    }

    /** What was made of the answer to a call. */
    static OperationResult of(ApiResult<?> answer, Object body) {
        Map<String, Object> headers = new HashMap<>();
        headers.put(EgnyteMspConstants.HTTP_STATUS, answer.httpStatus());
        headers.put(EgnyteMspConstants.CALLS_PER_DAY, answer.callsPerDay());
        if (answer.callsToday() >= 0) {
            headers.put(EgnyteMspConstants.CALLS_TODAY, answer.callsToday());
        }
        return new OperationResult(body, headers);
    }

    /** The same, and nothing was changed. */
    OperationResult unchanged() {
        Map<String, Object> more = new HashMap<>(headers);
        more.put(EgnyteMspConstants.UNCHANGED, true);
        return new OperationResult(body, more);
    }
}
