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
package io.github.egnytemsp.camel.inbox;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operations on stored events and subscriptions, for routes and people. */
public final class InboxOperations {

    private static final Logger LOG = LoggerFactory.getLogger(InboxOperations.class);
    private static final int SHORTEST_NAME = 2;
    private static final int REMOVED_AT_ONCE = 1000;

    private final Database database;
    private final EventQueries queries;
    private final EventReplay replay;
    private final EventForgetting forgetting;
    private final InboxClock clock;
    private final SubscriptionTable subscriptions;
    private final DeliveryCounts counts;
    private final List<Subscriber> subscribers;
    private final Map<String, Subscription> declared;
    private final Runnable changed;

    /**
     * @param database      where they are
     * @param clock         the time
     * @param subscriptions the table
     * @param counts        counts deliveries
     * @param subscribers   those of this process
     * @param declared      the subscriptions that this process makes sure of
     * @param changed       is run when a subscription was changed
     */
    InboxOperations(Database database, InboxClock clock, SubscriptionTable subscriptions, DeliveryCounts counts,
                    List<Subscriber> subscribers, Map<String, Subscription> declared, Runnable changed) {
        this.database = database;
        this.queries = new EventQueries(clock);
        this.replay = new EventReplay(database, queries, clock, () -> subscribers.forEach(Subscriber::wake));
        this.forgetting = new EventForgetting(database, queries, this::forgotten);
        this.clock = clock;
        this.subscriptions = subscriptions;
        this.counts = counts;
        this.subscribers = subscribers;
        this.declared = declared;
        this.changed = changed;
    }

    /**
     * Finds stored events.
     *
     * @param  filter                    chooses them
     * @param  limit                     how many at the most
     * @return                           the newest ones, newest first, without payloads and tries
     * @throws IllegalArgumentException  if the filter names a subscription that there is not
     * @throws InboxUnavailableException if the database cannot be reached
     */
    public List<StoredEvent> list(EventFilter filter, int limit) throws InboxUnavailableException {
        requireKnown(filter);
        return database.read(session -> queries.list(session, filter, limit));
    }

    /**
     * Counts stored events.
     *
     * @param  filter                    chooses them
     * @return                           how many
     * @throws IllegalArgumentException  if the filter names a subscription that there is not
     * @throws InboxUnavailableException if the database cannot be reached
     */
    public long count(EventFilter filter) throws InboxUnavailableException {
        requireKnown(filter);
        return database.read(session -> queries.count(session, filter));
    }

    /**
     * A stored event with everything that is known of it.
     *
     * @param  eventId                   its id, or the first 8 or more digits of it
     * @return                           the event
     * @throws IllegalArgumentException  if there is none, or there are several
     * @throws InboxUnavailableException if the database cannot be reached
     */
    public StoredEvent get(String eventId) throws InboxUnavailableException {
        return database.read(session -> queries.get(session, eventId));
    }

    /**
     * Has events handled once more that were handled or given up. For a named subscription also events of its types
     * that it never had. What waits or runs stays as it is.
     *
     * @param  filter                    chooses them
     * @param  dryRun                    whether they are only counted
     * @return                           how many deliveries
     * @throws IllegalArgumentException  if the filter names a subscription that there is not, or chooses nothing
     * @throws InboxUnavailableException if the database cannot be reached; those before are replayed
     */
    public long replay(EventFilter filter, boolean dryRun) throws InboxUnavailableException {
        if (filter.isEmpty()) {
            throw new IllegalArgumentException("replay needs a filter: it would replay everything");
        }
        if (filter.state() == EventState.malformed) {
            throw new IllegalArgumentException("state=malformed cannot be replayed: it is no event");
        }
        requireKnown(filter);
        return replay.run(filter, dryRun);
    }

    /**
     * Deletes events for every subscription, whatever has become of them, with their tries; also what is no event. A
     * try that runs ends, and leaves nothing. One that Egnyte sends again is stored again.
     *
     * @param  filter                    chooses them
     * @param  dryRun                    whether they are only counted
     * @return                           how many events
     * @throws IllegalArgumentException  if the filter names a subscription that there is not, or neither an event, nor
     *                                   a reseller, nor a text
     * @throws InboxUnavailableException if the database cannot be reached; those before are forgotten
     */
    public long forget(EventFilter filter, boolean dryRun) throws InboxUnavailableException {
        if (!filter.isNamed()) {
            throw new IllegalArgumentException("forget needs eventId, resellerCode or text: other filters only narrow it");
        }
        if (filter.text() != null && filter.text().strip().length() < SHORTEST_NAME) {
            throw new IllegalArgumentException(
                    "text must have at least " + SHORTEST_NAME + " characters for forget: one letter is in every event");
        }
        requireKnown(filter);
        return forgetting.run(filter, dryRun);
    }

    private void forgotten(List<Long> events) {
        subscribers.forEach(subscriber -> subscriber.forget(events));
        changed.run();
    }

    /**
     * What was stored on each of the last days and is still there.
     *
     * @param  days                      how many, with today
     * @param  zone                      whose days
     * @return                           a day each, oldest first
     * @throws InboxUnavailableException if the database cannot be reached
     */
    public List<EventDay> days(int days, ZoneId zone) throws InboxUnavailableException {
        return database.read(session -> DayQuery.read(session, Instant.ofEpochMilli(clock.wallClock()), days, zone));
    }

    private void requireKnown(EventFilter filter) throws InboxUnavailableException {
        if (filter.subscription() != null) {
            requireKnown(filter.subscription());
        }
    }

    private void requireKnown(String subscription) throws InboxUnavailableException {
        database.read(session -> {
            SubscriptionTable.requireKnown(session, subscription);
            return null;
        });
    }

    /**
     * The durable subscriptions.
     *
     * @return                           how each is, in the order of their names
     * @throws InboxUnavailableException if the database cannot be reached
     */
    public List<SubscriptionStatus> subscriptions() throws InboxUnavailableException {
        return database.read(session -> subscriptions.statuses(session, null, counts));
    }

    /**
     * Lets the events of a subscription wait, or go on, over restarts and in every replica.
     *
     * @param  subscription              its name
     * @param  paused                    whether they wait
     * @return                           how it is then
     * @throws IllegalArgumentException  if there is no such subscription
     * @throws InboxUnavailableException if the database cannot be reached
     */
    public SubscriptionStatus pause(String subscription, boolean paused) throws InboxUnavailableException {
        requireKnown(subscription);
        database.writeAndWait(session -> {
            subscriptions.pause(session, subscription, paused);
            return null;
        });
        changed.run();
        LOG.info("Subscription {} {}", subscription, paused ? "is paused: its events wait" : "goes on");
        subscribers.stream().filter(subscriber -> subscriber.name().equals(subscription)).forEach(subscriber -> {
            if (paused) {
                subscriber.giveBack();
            } else {
                subscriber.wake();
            }
        });
        return status(subscription);
    }

    private SubscriptionStatus status(String subscription) throws InboxUnavailableException {
        return database.read(session -> {
            SubscriptionTable.requireKnown(session, subscription);
            return subscriptions.statuses(session, subscription, counts).get(0);
        });
    }

    /**
     * Forgets a subscription, and what became of events at it.
     *
     * @param  subscription              its name
     * @return                           how it was
     * @throws IllegalArgumentException  if there is no such subscription
     * @throws IllegalStateException     if it has a consumer, here or in another replica
     * @throws InboxUnavailableException if the database cannot be reached; it may have forgotten some events
     */
    public SubscriptionStatus remove(String subscription) throws InboxUnavailableException {
        SubscriptionStatus last = status(subscription);
        requireNoConsumer(subscription, last.consumers());
        declared.remove(subscription);
        while (!database.writeAndWait(session -> {
            requireNoConsumer(subscription, SubscriptionTable.consumers(session).getOrDefault(subscription, 0));
            return subscriptions.remove(session, subscription, REMOVED_AT_ONCE);
        })) {
            LOG.debug("Subscription {} is being removed", subscription);
        }
        LOG.info("Subscription {} is removed", subscription);
        return last;
    }

    private void requireNoConsumer(String subscription, int known) {
        // those of this process also before they are written
        long own = subscribers.stream().filter(subscriber -> subscriber.name().equals(subscription)).count();
        long consumers = Math.max(known, own);
        if (consumers > 0) {
            throw new IllegalStateException(
                    "Subscription " + subscription + " has " + consumers + (consumers == 1 ? " consumer" : " consumers")
                                            + ": stop the routes that begin with it first");
        }
    }
}
