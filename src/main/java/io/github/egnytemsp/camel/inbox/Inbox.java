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

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

import io.github.egnytemsp.camel.client.SharedLimits;
import io.github.egnytemsp.camel.client.TimeSource;
import io.github.egnytemsp.camel.model.MspEvent;
import io.github.egnytemsp.camel.model.Secrets;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stored events and durable subscriptions in one database. Each process that has one open is a replica: all of them
 * together store and handle each event once.
 */
public final class Inbox extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
    private static final Duration HOUSEKEEPING = Duration.ofMinutes(1);
    private static final Duration LONGEST_FIRST_CONNECTION = Duration.ofSeconds(5);

    private final CamelContext camelContext;
    private final InboxSettings settings;
    private final TimeSource time;
    private final InboxClock clock;
    private final Database database;
    private final EventTable events;
    private final DeliveryTable deliveries;
    private final SubscriptionTable subscriptions;
    private final Coalescing<Finished, Void> outcomes;
    private final Map<String, Subscription> declared = new ConcurrentHashMap<>();
    private final Map<String, Lock> locks = new ConcurrentHashMap<>();
    private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();
    private final Replicas replicas;
    private final InboxStates states;
    private final SharedCalls calls;
    private final InboxOperations operations;
    private final DeliveryCounts counts;
    private final Retention retention;
    private final Set<String> unattended = ConcurrentHashMap.newKeySet();
    private Lease cleaning;
    private TimeSource.Timer nextHousekeeping;
    private final StatusCache status;
    private volatile Secrets secrets;

    /**
     * @param  camelContext             finds drivers, names threads
     * @param  settings                 where it is
     * @param  time                     the clock
     * @throws IllegalArgumentException if the URL is of another database, or its driver is missing
     */
    Inbox(CamelContext camelContext, InboxSettings settings, TimeSource time) {
        this.camelContext = camelContext;
        this.settings = settings;
        this.time = time;
        this.clock = new InboxClock(time);
        this.database = new Database(camelContext, settings, clock, this::prepare);
        this.events = new EventTable(database, clock);
        this.deliveries = new DeliveryTable(clock);
        this.subscriptions = new SubscriptionTable(clock);
        this.outcomes = new Coalescing<>(database, this::write);
        this.replicas = new Replicas(database, deliveries, time, this::wake);
        this.states = new InboxStates(database);
        this.calls = new SharedCalls(database, time);
        this.counts = new DeliveryCounts(clock);
        this.retention = new Retention(database, clock, settings.retention());
        this.status = new StatusCache(database, clock, this::newThread);
        this.operations = new InboxOperations(database, clock, subscriptions, counts, subscribers, declared, status::forget);
    }

    /** The first writes of a new connection. */
    private Void prepare(Session session) throws SQLException {
        replicas.present(session);
        for (Subscription subscription : declared.values()) {
            subscriptions.declare(session, subscription);
        }
        deliveries.mendPauses(session);
        return null;
    }

    private List<Void> write(Session session, List<Finished> tries) throws SQLException {
        subscriptions.remember(session, deliveries.finish(session, tries));
        return Collections.nCopies(tries.size(), null);
    }

    /** {@return what people and routes do with what is stored} */
    public InboxOperations operations() {
        return operations;
    }

    InboxSettings settings() {
        return settings;
    }

    InboxClock clock() {
        return clock;
    }

    Database database() {
        return database;
    }

    /**
     * The secrets that must not appear in the log and in the tables. Collected on first use, when all settings are
     * known.
     */
    Secrets secrets() {
        if (secrets == null) {
            secrets = SecretSettings.of(camelContext);
        }
        return secrets;
    }

    /** Whether an event that was claimed is still this replica's. */
    boolean isOwn(Claimed event) {
        return event.owner().equals(replicas.id());
    }

    /** Whether this replica is known to be there, so that nobody else has what it claimed. */
    boolean isPresent() {
        return replicas.isPresent();
    }

    /**
     * Takes part in the election of the one replica that does a task for all.
     *
     * @param  name    of it
     * @param  changed is run when this replica has got it, and when it has lost it; quick
     * @return         this replica's part
     */
    public Lease lease(String name, Runnable changed) {
        return replicas.lease(name, changed);
    }

    /**
     * The lock of something that one thread of this process does at a time, whichever endpoint it works for.
     *
     * @param  name of it
     * @return      the same lock for the same name
     */
    public Lock lock(String name) {
        return locks.computeIfAbsent(name, each -> new ReentrantLock());
    }

    /**
     * Remembers something for all replicas, in the database.
     *
     * @return started; it throws {@link InboxException} while the database cannot be reached
     */
    public StateRepository<String, String> states() {
        return states;
    }

    /**
     * The limits of calls for all replicas.
     *
     * @return the limits
     */
    public SharedLimits calls() {
        return calls;
    }

    /**
     * Reads from the database, outside of any transaction.
     *
     * @param  <T>                       what is read
     * @param  work                      reads it
     * @return                           its result
     * @throws InboxUnavailableException if the database cannot be reached
     * @throws InboxException            if it refuses
     */
    public <T> T read(Work<T> work) throws InboxUnavailableException {
        return database.read(work);
    }

    /**
     * Writes to the database in a transaction, and waits until it is committed and forced to the disk.
     *
     * @param  <T>                       what comes of it
     * @param  work                      what to write; quick, and in the database only
     * @return                           its result
     * @throws InboxUnavailableException if the database cannot be reached
     * @throws InboxException            if it refuses
     */
    public <T> T write(Work<T> work) throws InboxUnavailableException {
        return database.writeAndWait(work);
    }

    /** {@return the time} */
    public Instant now() {
        return time.now();
    }

    /**
     * Whether another system has refused something for good, rather than that it is down or that its answer is lost.
     *
     * @param  failure what a call of it has thrown
     * @return         true if the same call would be refused again
     */
    public boolean isRefusal(Exception failure) {
        return FailureRules.of(failure, time.now(), secrets()).kind() == Failure.Kind.REFUSED;
    }

    /**
     * Whether another system may be down, or refuses the login: a call may succeed later, whatever it was about.
     *
     * @param  failure what a call of it has thrown
     * @return         false if the failure may be that of this call only
     */
    public boolean isOutage(Exception failure) {
        return FailureRules.of(failure, time.now(), secrets()).isOutageLike();
    }

    /**
     * Whether another system does not answer, or has an internal error: further calls may take long, and fail too.
     *
     * @param  failure what a call of it has thrown
     * @return         false if it has answered, with a refused login too
     */
    public boolean isDown(Exception failure) {
        Failure found = FailureRules.of(failure, time.now(), secrets());
        return found.isOutageLike() && found.kind() != Failure.Kind.ACCESS_REFUSED;
    }

    /**
     * Why a call of another system failed, for the log and for people.
     *
     * @param  failure what it has thrown
     * @return         the root cause and the first 2 KB of an answer, without secrets
     */
    public String reason(Exception failure) {
        return FailureRules.of(failure, time.now(), secrets()).text();
    }

    /**
     * Connects for the first time. A database that cannot be reached now may be later, so the start goes on.
     *
     * @throws IllegalArgumentException if the data source is of a database that the inbox cannot use
     */
    void requireSuitable() {
        if (settings.dataSource() == null) {
            return; // the URL was checked
        }
        try {
            database.write(session -> null).get(LONGEST_FIRST_CONNECTION.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IllegalArgumentException unsuitable) {
                throw unsuitable;
            }
        } catch (TimeoutException e) {
            LOG.warn("The inbox ({}) has no connection after {} s. The start goes on without it", settings.name(),
                    LONGEST_FIRST_CONNECTION.toSeconds());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** {@return where it is, for people: no user, no password, no parameters} */
    public String name() {
        return settings.name();
    }

    /** {@return how long events are kept that every subscription has handled, zero for ever} */
    public Duration retention() {
        return settings.retention();
    }

    /** {@return the id of this replica, which is new after others have taken it for gone} */
    public String replicaId() {
        return replicas.id();
    }

    /**
     * Why the database cannot be reached, without secrets; null if the last connection succeeded.
     *
     * @return why the database cannot be reached, or null if it could at the last try
     */
    public String problem() {
        Exception unavailable = database.unavailable();
        return unavailable == null ? null : unavailable.getMessage();
    }

    /**
     * The state of the inbox, for monitoring. It may be some seconds old, so that frequent calls are cheap.
     *
     * @return how it is, or null if that is not known: the database cannot be reached, or has not answered in time
     */
    public InboxStatus status() {
        return status.look();
    }

    /**
     * The state of a subscription; it may be some seconds old.
     *
     * @param  subscription its name
     * @return              how it is, or null if that is not known
     */
    public Backlog backlog(String subscription) {
        InboxStatus current = status.look();
        return current == null ? null : current.subscriptions().get(subscription);
    }

    /**
     * Makes sure that a subscription exists before anything else is stored: now, or as soon as the database can be
     * reached.
     *
     * @param subscription what is subscribed to
     */
    public void declare(Subscription subscription) {
        declared.put(subscription.name(), subscription);
        database.write(session -> {
            subscriptions.declare(session, subscription);
            return null;
        });
    }

    /**
     * Stores an event, for every subscription.
     *
     * @param  event                     the event
     * @return                           true if it is new, false if it was stored before
     * @throws InboxUnavailableException if the database cannot be reached
     * @throws InboxException            if it cannot take it: the disk is full, say
     */
    public boolean store(MspEvent event) throws InboxUnavailableException {
        boolean isNew = Database.await(events.store(event));
        if (isNew) {
            wake();
        }
        return isNew;
    }

    /**
     * Stores what is no event, for people to look at.
     *
     * @param  body                      the bytes that were received
     * @param  reason                    why it is none
     * @return                           true if it is new, false if it was stored before
     * @throws InboxUnavailableException if the database cannot be reached
     * @throws InboxException            if it cannot take it
     */
    public boolean storeMalformed(byte[] body, String reason) throws InboxUnavailableException {
        return Database.await(events.storeMalformed(body, reason));
    }

    /**
     * Begins to work on a subscription. It was declared before.
     *
     * @param  how   how
     * @param  route tries an event; what it throws is a failed try
     * @return       for its end
     */
    public Subscriber subscribe(SubscriberSettings how, Function<Claimed, TryResult> route) {
        Subscriber subscriber = new Subscriber(this, how, route);
        subscribers.add(subscriber);
        tellConsumers();
        String name = subscriber.name();
        database.write(session -> subscriptions.inherit(session, name, counts)).thenAccept(inherited -> {
            if (!inherited.isEmpty()) {
                LOG.info("Subscription {} begins: {}", name, inherited);
            }
        });
        subscriber.start();
        return subscriber;
    }

    void remove(Subscriber subscriber) {
        subscribers.remove(subscriber);
        tellConsumers();
    }

    private void tellConsumers() {
        replicas.consumers(subscribers.stream().map(Subscriber::name).toList());
    }

    /** Wakes the subscribers of this process. */
    void wake() {
        subscribers.forEach(Subscriber::wake);
    }

    CompletableFuture<Claim> claim(String subscription, int most, boolean alone) {
        return database.write(session -> deliveries.claim(session, subscription, replicas.id(), most, alone));
    }

    CompletableFuture<Void> finish(Finished outcome) {
        return outcomes.write(outcome);
    }

    void release(String subscription, List<Claimed> claimed) {
        database.write(session -> {
            deliveries.release(session, subscription, claimed);
            return null;
        });
    }

    void outage(String subscription, long until, int outages, List<Long> forgiven) {
        database.write(session -> {
            subscriptions.outage(session, subscription, until, outages);
            deliveries.forgive(session, subscription, forgiven, until);
            return null;
        });
    }

    void answered(String subscription) {
        database.write(session -> {
            subscriptions.answered(session, subscription);
            return null;
        });
    }

    Thread newThread(String name, Runnable task) {
        return camelContext.getExecutorServiceManager().newThread(name, task);
    }

    void later(Duration delay, Runnable task) {
        time.schedule(delay, task);
    }

    @Override
    protected void doStart() {
        database.start();
        replicas.start();
        if (!settings.retention().isZero()) {
            cleaning = replicas.lease("retention", () -> {
            });
        }
        keepHouseLater();
    }

    private void keepHouse() {
        database.write(SubscriptionTable::unattended).thenAccept(this::tellUnattended);
        if (cleaning != null && cleaning.isHeld()) {
            retention.run();
        }
        keepHouseLater();
    }

    /** Once for each: they wait for ever, and are never deleted. */
    private void tellUnattended(List<String> names) {
        unattended.retainAll(names);
        names.stream().filter(unattended::add).forEach(name -> LOG.warn(
                "Subscription {} has events that wait, and no consumer in any process. Start its route, or end it: operation=remove",
                name));
    }

    private void keepHouseLater() {
        lock.lock();
        try {
            if (!isStoppingOrStopped()) {
                nextHousekeeping = time.schedule(HOUSEKEEPING, this::keepHouse);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    protected void doStop() {
        if (nextHousekeeping != null) {
            nextHousekeeping.cancel();
        }
        replicas.stop();
        database.stop();
    }
}
