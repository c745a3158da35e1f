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
 * What JMX and the dev console show of a consumer, and what can be done with it there. Camel's JMX takes attributes and
 * operations from the consumer's own class and its superclasses, and from no other object.
 */
public abstract class ManagedEventsConsumer extends DefaultConsumer implements StatusSource {

    ManagedEventsConsumer(EgnyteMspEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
    }

    /**
     * How it is now.
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
     * @throws IllegalStateException    if this consumer does not keep a webhook right
     * @throws EgnyteMspException       if the API refuses or cannot be reached; the new secret is accepted all the
     *                                  same, and the keeper goes on trying
     * @throws InterruptedException     if the thread was interrupted
     */
    @ManagedOperation(description = "Changes the secret of the webhook: the new one is accepted from now on, then registered")
    public String rotate(String newSecret) throws EgnyteMspException, InterruptedException {
        return webhook().rotate(newSecret);
    }

    /**
     * Accepts the registered secret only from now on.
     *
     * @throws IllegalStateException if the first secret is not known to be the registered one
     */
    @ManagedOperation(description = "Accepts the first secret only from now on")
    public void forgetOldSecrets() {
        webhook().forgetOldSecrets();
    }

    /**
     * Looks at the webhook now, and repairs it. A repair that did not hold is not repeated.
     *
     * @return                      what came out
     * @throws EgnyteMspException   never: a failure is a part of what came out
     * @throws InterruptedException if the thread was interrupted
     */
    @ManagedOperation(description = "Looks at the webhook now, and repairs it")
    public String checkNow() throws EgnyteMspException, InterruptedException {
        return webhook().checkNow();
    }

    /**
     * The webhook's id.
     *
     * @return the id, or null
     */
    @ManagedAttribute(description = "The id of the webhook that is kept right")
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
     * What is wrong with the webhook.
     *
     * @return the problem, or null
     */
    @ManagedAttribute(description = "What is wrong with the webhook")
    public String getWebhookProblem() {
        return shown().webhookProblem();
    }

    /**
     * When the webhook was looked at.
     *
     * @return the time of the last check, or null
     */
    @ManagedAttribute(description = "When the webhook was looked at")
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
     * Deliveries of an event that was finished before.
     *
     * @return how many since the start
     */
    @ManagedAttribute(description = "Deliveries of an event that was finished before")
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
     * Deliveries whose route failed, or could not take them.
     *
     * @return how many since the start
     */
    @ManagedAttribute(description = "Deliveries whose route failed, or could not take them")
    public long getDeliveriesFailed() {
        return shown().deliveries().countOf(Answer.FAILED) + shown().deliveries().countOf(Answer.NOT_TAKEN);
    }

    /**
     * Deliveries that were put off.
     *
     * @return how many since the start
     */
    @ManagedAttribute(description = "Deliveries that were answered 503")
    public long getDeliveriesUnavailable() {
        return shown().deliveries().countOfStatus(503);
    }
}
