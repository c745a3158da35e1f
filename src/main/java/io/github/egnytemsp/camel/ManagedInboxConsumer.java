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

import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import io.github.egnytemsp.camel.inbox.Backlog;
import io.github.egnytemsp.camel.inbox.Inbox;
import io.github.egnytemsp.camel.inbox.InboxUnavailableException;
import io.github.egnytemsp.camel.observability.StatusSource;
import org.apache.camel.Processor;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.support.DefaultConsumer;

/**
 * The attributes and operations of a durable subscription in JMX and the dev console. Camel's JMX takes attributes and
 * operations from the consumer's own class and its superclasses, and from no other object.
 */
public abstract class ManagedInboxConsumer extends DefaultConsumer implements StatusSource {

    ManagedInboxConsumer(EgnyteMspEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
    }

    /** The state of the subscription, some seconds old; null if it is not known. */
    abstract Backlog backlog();

    abstract Inbox inbox();

    @Override
    public Map<String, Object> status() {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("subscription", getSubscription());
        status.put("workersAlive", getWorkersAlive());
        status.put("handledSinceStart", getHandled());
        Backlog backlog = backlog();
        if (backlog != null) {
            status.putAll(toMap(backlog));
        }
        return status;
    }

    /** For the dev console, in an order for people. */
    static Map<String, Object> toMap(Backlog backlog) {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("waiting", backlog.waiting());
        status.put("running", backlog.running());
        status.put("failed", backlog.failed());
        status.put("oldestWaiting", text(backlog.oldestWaiting()));
        status.put("lastSuccess", text(backlog.lastSuccess()));
        status.put("lastError", backlog.lastError());
        status.put("lastErrorAt", text(backlog.lastErrorAt()));
        status.put("paused", backlog.paused());
        status.put("outageUntil", text(backlog.outageUntil()));
        status.values().removeIf(Objects::isNull);
        return status;
    }

    private static String text(Instant time) {
        return time == null ? null : time.toString();
    }

    /**
     * Pauses the subscription in every replica. It stays paused after restarts.
     *
     * @throws InboxUnavailableException if the database cannot be reached
     */
    @ManagedOperation(description = "Pauses the subscription in every replica. It stays paused after restarts")
    public void pauseSubscription() throws InboxUnavailableException {
        inbox().operations().pause(getSubscription(), true);
    }

    /**
     * Resumes the subscription in every replica.
     *
     * @throws InboxUnavailableException if the database cannot be reached
     */
    @ManagedOperation(description = "Resumes the subscription in every replica")
    public void resumeSubscription() throws InboxUnavailableException {
        inbox().operations().pause(getSubscription(), false);
    }

    /**
     * The name of the subscription.
     *
     * @return the name
     */
    @ManagedAttribute(description = "The name of the durable subscription")
    public abstract String getSubscription();

    /**
     * Events that are not handled yet, in all replicas.
     *
     * @return how many, or null if the database cannot be reached
     */
    @ManagedAttribute(description = "Events that are not handled yet, in all replicas")
    public Long getWaiting() {
        Backlog backlog = backlog();
        return backlog == null ? null : Long.valueOf(backlog.waiting() + backlog.running());
    }

    /**
     * Stored events that were given up, in all replicas.
     *
     * @return how many, or null if the database cannot be reached
     */
    @ManagedAttribute(description = "Stored events that were given up, in all replicas")
    public Long getFailed() {
        Backlog backlog = backlog();
        return backlog == null ? null : Long.valueOf(backlog.failed());
    }

    /**
     * Events that this consumer has handled.
     *
     * @return how many since it was made
     */
    @ManagedAttribute(description = "Events that this consumer has handled")
    public abstract long getHandled();

    /**
     * When the oldest event that is not handled yet was stored.
     *
     * @return the time, or null
     */
    @ManagedAttribute(description = "When the oldest event that is not handled yet was stored")
    public Date getOldestWaiting() {
        Backlog backlog = backlog();
        return backlog == null ? null : date(backlog.oldestWaiting());
    }

    /**
     * When an event was last handled, in any replica.
     *
     * @return the time, or null
     */
    @ManagedAttribute(description = "When an event was last handled, in any replica")
    public Date getLastSuccess() {
        Backlog backlog = backlog();
        return backlog == null ? null : date(backlog.lastSuccess());
    }

    /**
     * Why a try last failed, in any replica.
     *
     * @return the reason, or null
     */
    @ManagedAttribute(description = "Why a try last failed, in any replica")
    public String getLastError() {
        Backlog backlog = backlog();
        return backlog == null ? null : backlog.lastError();
    }

    /**
     * Whether the subscription is paused.
     *
     * @return whether it is paused, or null if the database cannot be reached
     */
    @ManagedAttribute(description = "Whether the subscription is paused")
    public Boolean getPaused() {
        Backlog backlog = backlog();
        return backlog == null ? null : Boolean.valueOf(backlog.paused());
    }

    /**
     * Workers of this consumer that are alive.
     *
     * @return how many; {@code concurrentConsumers} if all is well
     */
    @ManagedAttribute(description = "Workers of this consumer that are alive")
    public abstract int getWorkersAlive();

    private static Date date(Instant time) {
        return time == null ? null : Date.from(time);
    }
}
