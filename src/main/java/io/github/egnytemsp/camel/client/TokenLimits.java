package io.github.egnytemsp.camel.client;

/**
 * What is shared by everybody who uses an access token.
 *
 * @param number  tells it from others, as the token must not be shown
 * @param pacing  the calls of a second
 * @param day     the calls of the day
 * @param refused whether the API has refused it
 */
record TokenLimits(int number, CallPacing pacing, DayBudget day, RefusedToken refused) {
}
