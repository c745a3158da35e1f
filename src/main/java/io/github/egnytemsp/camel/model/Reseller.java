package io.github.egnytemsp.camel.model;

/**
 * Who an event is about. Every part is null where the event does not have it.
 *
 * @param code        {@code reseller_code}
 * @param firstName   {@code first_name}
 * @param lastName    {@code last_name}
 * @param email       {@code email}
 * @param companyName {@code company_name}
 */
public record Reseller(String code, String firstName, String lastName, String email, String companyName) {
}
