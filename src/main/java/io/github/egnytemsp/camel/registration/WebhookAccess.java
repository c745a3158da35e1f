package io.github.egnytemsp.camel.registration;

import io.github.egnytemsp.camel.client.MspClient;
import org.apache.camel.spi.StateRepository;

/**
 * With what a keeper works when somebody asks.
 *
 * @param client   the API
 * @param states   remembers the webhook's id, over restarts if it can
 * @param stateKey under which it does
 */
public record WebhookAccess(MspClient client, StateRepository<String, String> states, String stateKey) {
}
