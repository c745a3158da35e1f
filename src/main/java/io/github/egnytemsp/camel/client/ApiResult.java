package io.github.egnytemsp.camel.client;

/**
 * What a call returned.
 *
 * @param <T>         the type of the value
 * @param value       the value
 * @param httpStatus  the status of the answer
 * @param callsToday  calls of this access token today, by the API's count where it tells
 * @param callsPerDay the day's limit, 0 if there is none
 */
public record ApiResult<T>(T value, int httpStatus, long callsToday, long callsPerDay) {
}
