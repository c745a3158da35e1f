package io.github.egnytemsp.camel.registration;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The webhook of a running consumer.
 *
 * @param access       with what the keeper works for it
 * @param desired      how it should be now
 * @param acceptSecret makes the consumer accept one more secret, the first from then on
 * @param listening    whether the listener works: without it nothing is registered or enabled
 * @param interval     between two looks; zero for one at the start only
 */
public record KeptWebhook(WebhookAccess access, Supplier<DesiredWebhook> desired, Consumer<String> acceptSecret,
        BooleanSupplier listening, Duration interval) {
}
