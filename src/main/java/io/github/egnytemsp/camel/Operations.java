package io.github.egnytemsp.camel;

import io.github.egnytemsp.camel.client.ApiResult;
import org.apache.camel.Exchange;

/** The operations of a resource. */
interface Operations {

    /**
     * Carries out an operation.
     *
     * @param  operation one that the resource has
     * @param  exchange  its input
     * @return           what becomes of the body; the status is 0 if the API was not asked in one call
     * @throws Exception as the producer's failures are
     */
    ApiResult<?> run(EgnyteMspOperation operation, Exchange exchange) throws Exception;

    /** A result that is not the answer to one call. */
    static <T> ApiResult<T> result(T value) {
        return new ApiResult<>(value, 0, -1, -1);
    }

    /** What a {@code switch} over operations says of one that the resource does not have. */
    static IllegalStateException unexpected(EgnyteMspOperation operation) {
        return new IllegalStateException("Not an operation of this resource: " + operation);
    }
}
