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

import java.util.Date;
import java.util.Map;

import io.github.egnytemsp.camel.client.EgnyteMspException;
import io.github.egnytemsp.camel.delivery.Answer;
import io.github.egnytemsp.camel.observability.StatusSource;
import org.apache.camel.Processor;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.support.DefaultConsumer;

/**
 * The attributes and operations of a consumer in JMX and the dev console. Camel's JMX takes attributes and operations
 * from the consumer's own class and its superclasses, and from no other object.
 */
public abstract class ManagedEventsConsumer extends DefaultConsumer implements StatusSource {

    ManagedEventsConsumer(EgnyteMspEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
    }

    /**
     * The current status.
     *
     * @return the status, without any secret
     */
    public abstract ConsumerStatus shown();

    abstract ConsumerWebhook webhook();

    @Override
    public Map<String, Object> status() {
        return shown().toMap();
    }

    /**
     * Changes the secret without one refused delivery: from now on the new one is accepted too, and then it is
     * registered. The old ones stay accepted until {@link #forgetOldSecrets()} or the next start. Put the new one first
     * into {@code webhookVerifyToken} before that.
     *
     * @param  newSecret                the new secret
     * @return                          what was done, in words
     * @throws IllegalArgumentException if it cannot be the value of an HTTP header
     * @throws IllegalStateException    if this consumer does not manage a webhook
     * @throws EgnyteMspException       if the API refuses or cannot be reached; the new secret is accepted
     *                                  nevertheless, and the keeper retries
     * @throws InterruptedException     if the thread was interrupted
     */
    @ManagedOperation(description = "Changes the secret of the webhook. The new one is accepted at once, then registered")
    public String rotate(String newSecret) throws EgnyteMspException, InterruptedException {
        return webhook().rotate(newSecret);
    }

    /**
     * Stops accepting all secrets but the registered one.
     *
     * @throws IllegalStateException if the first secret is not known to be the registered one
     */
    @ManagedOperation(description = "Accepts the first secret only from now on")
    public void forgetOldSecrets() {
        webhook().forgetOldSecrets();
    }

    /**
     * Checks the webhook now, and repairs it. A repair that Egnyte did not keep is not repeated.
     *
     * @return                      the phase of the webhook, and its problem if it has one
     * @throws EgnyteMspException   never: a failure is part of the result
     * @throws InterruptedException if the thread was interrupted
     */
    @ManagedOperation(description = "Checks the webhook now, and repairs it")
    public String checkNow() throws EgnyteMspException, InterruptedException {
        return webhook().checkNow();
    }

    /**
     * The webhook's id.
     *
     * @return the id, or null
     */
    @ManagedAttribute(description = "The id of the registered webhook")
    public String getWebhookId() {
        return shown().webhookId();
    }

    /**
     * The webhook's status at the last check.
     *
     * @return {@code enabled}, {@code disabled}, or null
     */
    @ManagedAttribute(description = "The status of the webhook at the last check")
    public String getWebhookStatus() {
        return shown().webhookStatus();
    }

    /**
     * The problem of the webhook.
     *
     * @return the problem, or null
     */
    @ManagedAttribute(description = "The problem of the webhook, if it has one")
    public String getWebhookProblem() {
        return shown().webhookProblem();
    }

    /**
     * When the webhook was last checked.
     *
     * @return the time of the last check, or null
     */
    @ManagedAttribute(description = "When the webhook was last checked")
    public Date getLastCheck() {
        return shown().lastCheck();
    }

    /**
     * When a delivery with the right header came.
     *
     * @return the time of the last one, or null
     */
    @ManagedAttribute(description = "When the last delivery with the right header came")
    public Date getLastDelivery() {
        return shown().lastDelivery();
    }

    /**
     * Deliveries that were answered 200.
     *
     * @return how many since the start
     */
    @ManagedAttribute(description = "Deliveries that were answered 200")
    public long getDeliveriesAccepted() {
        return shown().deliveries().countOfStatus(200);
    }

    /**
     * Deliveries of an event that was already processed.
     *
     * @return how many since the start
     */
    @ManagedAttribute(description = "Deliveries of an event that was already processed")
    public long getDuplicates() {
        return shown().deliveries().countOf(Answer.DUPLICATE);
    }

    /**
     * Deliveries with a missing or wrong secret.
     *
     * @return how many since the start
     */
    @ManagedAttribute(description = "Deliveries that were answered 401: the secret was missing or wrong")
    public long getDeliveriesUnauthorized() {
        return shown().deliveries().countOf(Answer.UNAUTHORIZED);
    }

    /**
     * Deliveries whose route failed, or could not process them for now.
     *
     * @return how many since the start
     */
    @ManagedAttribute(description = "Deliveries whose route failed, or could not process them for now")
    public long getDeliveriesFailed() {
        return shown().deliveries().countOf(Answer.FAILED) + shown().deliveries().countOf(Answer.NOT_TAKEN);
    }

    /**
     * Deliveries that were answered 503.
     *
     * @return how many since the start
     */
    @ManagedAttribute(description = "Deliveries that were answered 503")
    public long getDeliveriesUnavailable() {
        return shown().deliveries().countOfStatus(503);
    }
}
