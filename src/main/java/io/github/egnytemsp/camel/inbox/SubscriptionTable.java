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

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.egnytemsp.camel.model.LogText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The durable subscriptions. */
final class SubscriptionTable {

    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionTable.class);

    private final InboxClock clock;

    SubscriptionTable(InboxClock clock) {
        this.clock = clock;
    }

    /** Makes sure that a subscription exists, with these types. */
    void declare(Session session, Subscription subscription) throws SQLException {
        String types = subscription.typesAsText();
        String before = session.first(
                "select event_types from egnyte_msp_subscription where name = ?", row -> row.getString(1), subscription.name());
        if (types.equals(before)) {
            return;
        }
        if (before != null) {
            LOG.info("Subscription {} gets {} from now on. Before, it got {}", subscription.name(), shown(types),
                    shown(before));
            session.update(
                    "update egnyte_msp_subscription set event_types = ? where name = ?", types, subscription.name());
            warnOfUnwanted(session, subscription);
            return;
        }
        long now = clock.wallClock();
        int added = session.update(
                "insert into egnyte_msp_subscription (name, event_types, created_at) values (?, ?, ?) on conflict do nothing",
                subscription.name(), types, now);
        if (added > 0 && subscription.earliest()) {
            int earlier = startAtEarliest(session, subscription, now);
            LOG.info("Subscription {} is new, and begins with the {} stored events of its types", subscription.name(), earlier);
        } else if (added > 0) {
            LOG.info("Subscription {} is new, and begins with the next event", subscription.name());
        }
    }

    /** What waits, and is of a type that is not wanted any more, is skipped when its turn comes. */
    private static void warnOfUnwanted(Session session, Subscription subscription) throws SQLException {
        List<Object> parameters = new ArrayList<>(List.of(subscription.name()));
        String wanted = typeCondition("event_type", subscription.eventTypes(), parameters);
        if (wanted.isEmpty()) {
            return;
        }
        long unwanted = session.first(
                "select count(*) from egnyte_msp_delivery d where subscription = ? and state = 'waiting' and exists (select 1"
                                      + " from egnyte_msp_event e where e.seq = d.seq and not "
                                      + wanted.substring(" and ".length()) + ")",
                row -> row.getLong(1), parameters.toArray());
        if (unwanted > 0) {
            LOG.warn("Subscription {}: {}. To handle them, add their types, and replay state=skipped", subscription.name(),
                    LogText.count(unwanted, "waiting event is of another type, and is skipped",
                            "waiting events are of other types, and are skipped"));
        }
    }

    private static String shown(String types) {
        return types.isEmpty() ? "all types" : types;
    }

    private static int startAtEarliest(Session session, Subscription subscription, long now) throws SQLException {
        List<Object> parameters = new ArrayList<>(List.of(subscription.name(), now));
        return session.update(
                "insert into egnyte_msp_delivery (subscription, seq, stored_at, state, updated_at)"
                              + " select ?, seq, stored_at, 'waiting', ? from egnyte_msp_event where malformed is null"
                              + typeCondition("event_type", subscription.eventTypes(), parameters)
                              + " on conflict do nothing",
                parameters.toArray());
    }

    /** {@code " and (...)"} for types and beginnings of types, or nothing for all; adds its parameters. */
    static String typeCondition(String column, List<String> types, List<Object> parameters) {
        if (types.isEmpty()) {
            return "";
        }
        List<String> conditions = new ArrayList<>();
        for (String type : types) {
            if (type.endsWith("*")) {
                String beginning = type.substring(0, type.length() - 1);
                conditions.add("substr(" + column + ", 1, " + beginning.length() + ") = ?");
                parameters.add(beginning);
            } else {
                conditions.add(column + " = ?");
                parameters.add(type);
            }
        }
        return " and (" + String.join(" or ", conditions) + ")";
    }

    /** The names, in order. */
    static List<String> names(Session session) throws SQLException {
        return session.query("select name from egnyte_msp_subscription order by name", row -> row.getString(1));
    }

    /** The types that a subscription wants, all if there are none. */
    static List<String> types(Session session, String name) throws SQLException {
        return session.query(
                "select event_types from egnyte_msp_subscription where name = ?",
                row -> Subscription.types(row.getString(1)), name).stream().flatMap(List::stream).toList();
    }

    /**
     * Refuses a name that is none.
     *
     * @throws IllegalArgumentException with those that there are
     */
    static void requireKnown(Session session, String name) throws SQLException {
        List<String> names = names(session);
        if (!names.contains(name)) {
            throw new NotFoundException(
                    "subscription is '" + LogText.of(name) + "': "
                                        + (names.isEmpty()
                                                ? "there is none yet" : "there are " + String.join(", ", names)));
        }
    }

    /** How they are: all of them, in the order of their names, or one. */
    List<SubscriptionStatus> statuses(Session session, String name, DeliveryCounts counts) throws SQLException {
        Map<String, Integer> consumers = consumers(session);
        List<SubscriptionStatus> rows = session.query(
                "select name, event_types, last_success, last_error, last_error_at, paused, outage_until, outages"
                                                      + " from egnyte_msp_subscription"
                                                      + (name == null ? " order by name" : " where name = ?"),
                row -> status(row, consumers), name == null ? new Object[0] : new Object[] { name });
        List<SubscriptionStatus> statuses = new ArrayList<>();
        for (SubscriptionStatus row : rows) {
            Long oldest = session.first(
                    "select stored_at from egnyte_msp_delivery where subscription = ? and state = 'waiting'"
                                        + " order by stored_at limit 1",
                    found -> found.getLong(1), row.name());
            statuses.add(row.with(counts.of(session, row.name()), RecordJson.time(oldest)));
        }
        return statuses;
    }

    /** How many consumers each has that has one, in all replicas. */
    static Map<String, Integer> consumers(Session session) throws SQLException {
        Map<String, Integer> consumers = new HashMap<>();
        for (String names : session.query("select consumers from egnyte_msp_replica", row -> row.getString(1))) {
            Subscription.types(names).forEach(name -> consumers.merge(name, 1, Integer::sum));
        }
        return consumers;
    }

    /** Those whose events wait although no process has a consumer for them. */
    static List<String> unattended(Session session) throws SQLException {
        Map<String, Integer> consumers = consumers(session);
        return session.query(
                "select name from egnyte_msp_subscription s where exists (select 1 from egnyte_msp_delivery d"
                             + " where d.subscription = s.name and d.state = 'waiting') order by name",
                row -> row.getString(1)).stream().filter(name -> !consumers.containsKey(name)).toList();
    }

    private SubscriptionStatus status(ResultSet row, Map<String, Integer> consumers) throws SQLException {
        boolean isDown = row.getInt(8) > 0;
        return new SubscriptionStatus(
                row.getString(1), Subscription.types(row.getString(2)), 0, 0, 0, 0, null, time(row, 3), row.getString(4),
                time(row, 5), row.getInt(6) != 0, isDown && row.getLong(7) > 0 ? clock.shown(row.getLong(7)) : null,
                consumers.getOrDefault(row.getString(1), 0));
    }

    private static Instant time(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    /** Lets its events wait, or go on: at once, whatever their pauses. */
    void pause(Session session, String name, boolean paused) throws SQLException {
        requireKnown(session, name);
        session.update("update egnyte_msp_subscription set paused = ? where name = ?", paused ? 1 : 0, name);
        if (!paused) {
            endPauses(session, name, "");
        }
    }

    private void endPauses(Session session, String name, String condition) throws SQLException {
        long now = clock.now();
        session.update("update egnyte_msp_subscription set outage_until = 0 where name = ?", name);
        session.update(
                "update egnyte_msp_delivery set due_at = ?, updated_at = ?"
                       + " where subscription = ? and state = 'waiting' and suspect = 0 and due_at > ?" + condition,
                now, now, name, now);
    }

    /**
     * Takes up what an earlier consumer left. What waits only because the other side was down is tried at once, if
     * there are several, with one of them: a restart may follow the correction of a login.
     *
     * @return what is there, for the log: nothing if nothing waits
     */
    String inherit(Session session, String name, DeliveryCounts counts) throws SQLException {
        SubscriptionStatus status = statuses(session, name, counts).get(0);
        endPauses(session, name, " and failures = 0");
        List<String> parts = new ArrayList<>();
        if (status.waiting() > 0) {
            parts.add(status.waiting() + " wait, the oldest since " + status.oldestWaiting());
        }
        if (status.failed() > 0) {
            parts.add(status.failed() + " were given up");
        }
        if (status.outageUntil() != null) {
            parts.add("the other side was down, and is tried now with one event");
        }
        if (status.paused()) {
            parts.add("it is paused until somebody resumes it");
        }
        return String.join("; ", parts);
    }

    /**
     * Forgets some events of a subscription, and, with the last of them, the subscription.
     *
     * @return whether it is forgotten
     */
    boolean remove(Session session, String name, int most) throws SQLException {
        List<Long> events = session.query(
                "select seq from egnyte_msp_delivery where subscription = ? order by seq limit ?", row -> row.getLong(1),
                name, most);
        if (!events.isEmpty()) {
            long last = events.get(events.size() - 1);
            session.update("delete from egnyte_msp_delivery where subscription = ? and seq <= ?", name, last);
            session.update("delete from egnyte_msp_try where subscription = ? and seq <= ?", name, last);
        }
        if (events.size() == most) {
            return false;
        }
        session.update("delete from egnyte_msp_subscription where name = ?", name);
        return true;
    }

    /** The other side of a subscription is down. */
    void outage(Session session, String subscription, long until, int outages) throws SQLException {
        session.update(
                "update egnyte_msp_subscription set outage_until = ?, outages = ? where name = ?", until, outages,
                subscription);
    }

    /**
     * Remembers the last success, which ends an outage, and the last failure, of tries in the order in which they
     * ended.
     */
    void remember(Session session, List<Finished> tries) throws SQLException {
        long now = clock.wallClock();
        for (String name : tries.stream().map(Finished::subscription).distinct().toList()) {
            List<Finished> own = tries.stream().filter(one -> one.subscription().equals(name)).toList();
            if (own.stream().anyMatch(one -> one.state() == DeliveryState.handled)) {
                session.update(
                        "update egnyte_msp_subscription set last_success = ?, outages = 0, outage_until = 0 where name = ?",
                        now,
                        name);
            }
            String error = own.stream().map(Finished::error).reduce(null, (last, next) -> next == null ? last : next);
            if (error != null) {
                session.update(
                        "update egnyte_msp_subscription set last_error = ?, last_error_at = ? where name = ?", error, now,
                        name);
            }
        }
    }

    /**
     * Ends the outage: the other side has answered, though not as it should.
     */
    void answered(Session session, String subscription) throws SQLException {
        session.update(
                "update egnyte_msp_subscription set outages = 0, outage_until = 0 where name = ? and outages > 0",
                subscription);
    }
}
