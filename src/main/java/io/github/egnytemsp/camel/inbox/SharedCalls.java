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
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import io.github.egnytemsp.camel.client.SharedLimits;
import io.github.egnytemsp.camel.client.TimeSource;

/**
 * The limits of calls that all replicas at the database share: places of a second, and the count of the day. The clock
 * is the database's, or the machine's if the database has none.
 */
final class SharedCalls implements SharedLimits {

    /** How long a place rests after the answer. */
    private static final long REST = 1000;
    /** How often to look whether the call that has a place is answered. */
    private static final long ANSWER_LOOK = 250;
    /** What two replicas want at once, one gets; the other tries again. */
    private static final int TRIES = 3;
    private static final Duration AGAIN = Duration.ofMillis(20);
    /** A row of later than that was written before the clock was set back. */
    private static final long CLOCK_SET_BACK = 5_000;
    /** So long what the API told is believed: its day may end at another hour. After that, one call may find out. */
    private static final long BELIEVED = Duration.ofHours(1).toMillis();
    private static final int DAYS_KEPT = 2;
    /** Answers come in any order. A count that is lower by no more than that is an older one. */
    private static final int MOST_AT_ONCE = 100;

    private final Database database;
    private final TimeSource time;

    private record Day(long calls, long toldAt) {
    }

    private record Slot(int number, long freeAt, long changedAt, boolean held) {

        boolean isFree(long now) {
            return freeAt <= now || changedAt > now + CLOCK_SET_BACK;
        }

        long pause(long now) {
            return held ? Math.min(ANSWER_LOOK, freeAt - now) : freeAt - now;
        }
    }

    /**
     * @param database where the limits are
     * @param time     the clock, if the database has none
     */
    SharedCalls(Database database, TimeSource time) {
        this.database = database;
        this.time = time;
    }

    @Override
    public CompletableFuture<Reply> take(Need need) {
        return database.write(session -> take(session, need));
    }

    private Reply take(Session session, Need need) throws SQLException {
        long now = now(session);
        String day = day(now);
        if (session.update(
                "insert into egnyte_msp_calls (token, day, calls, told_at) values (?, ?, 0, 0) on conflict do nothing",
                need.account(), day)
            == 1) {
            forgetOldDays(session, now);
        }
        addSlots(session, need);
        for (int i = 0; i < TRIES; i++) {
            Reply reply = tryToTake(session, need, now, day);
            if (reply != null) {
                return reply;
            }
        }
        return new Reply.Wait(AGAIN);
    }

    /** Null if another replica was faster. */
    private Reply tryToTake(Session session, Need need, long now, String day) throws SQLException {
        Day today = session.first(
                "select calls, told_at from egnyte_msp_calls where token = ? and day = ?",
                row -> new Day(row.getLong(1), row.getLong(2)), need.account(), day);
        boolean mayAskAgain = today.toldAt > 0 && now - today.toldAt >= BELIEVED;
        if (need.callsPerDay() > 0 && today.calls >= need.callsPerDay() && !mayAskAgain) {
            Instant reset = LocalDate.parse(day).plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
            return new Reply.DayOver(today.calls, reset);
        }
        Slot slot = null;
        if (need.callsPerSecond() > 0) {
            List<Slot> slots = session.query(
                    "select slot, free_at, changed_at, holder from egnyte_msp_call_slot where token = ? and slot < ?",
                    row -> new Slot(row.getInt(1), row.getLong(2), row.getLong(3), row.getString(4) != null), need.account(),
                    need.callsPerSecond());
            slot = slots.stream().filter(one -> one.isFree(now)).min(Comparator.comparingLong(Slot::freeAt)).orElse(null);
            if (slot == null) {
                long pause = slots.stream().mapToLong(one -> one.pause(now)).min().orElse(ANSWER_LOOK);
                return new Reply.Wait(Duration.ofMillis(pause));
            }
        }
        // the day's row first, whoever changes both: so nobody waits for one who waits
        if (session.update(
                "update egnyte_msp_calls set calls = calls + 1, told_at = ? where token = ? and day = ? and calls = ?",
                mayAskAgain ? now : today.toldAt, need.account(), day, today.calls)
            == 0) {
            return null;
        }
        String holder = UUID.randomUUID().toString();
        if (slot != null && session.update(
                "update egnyte_msp_call_slot set free_at = ?, changed_at = ?, holder = ?"
                                           + " where token = ? and slot = ? and free_at = ? and changed_at = ?",
                now + need.longest().toMillis(), now, holder, need.account(), slot.number, slot.freeAt, slot.changedAt) == 0) {
            notMade(session, need.account(), day);
            return null;
        }
        return new Reply.Taken(new Held(need, day, holder));
    }

    private static void addSlots(Session session, Need need) throws SQLException {
        Integer there = session.first(
                "select count(*) from egnyte_msp_call_slot where token = ? and slot < ?", row -> row.getInt(1), need.account(),
                need.callsPerSecond());
        if (there < need.callsPerSecond()) {
            List<Object[]> slots = new ArrayList<>();
            for (int i = 0; i < need.callsPerSecond(); i++) {
                slots.add(new Object[] { need.account(), i });
            }
            session.batch(
                    "insert into egnyte_msp_call_slot (token, slot, free_at, changed_at) values (?, ?, 0, 0)"
                          + " on conflict do nothing",
                    slots);
        }
    }

    /** With them, places of tokens that nobody has used since. */
    private static void forgetOldDays(Session session, long now) throws SQLException {
        session.update("delete from egnyte_msp_calls where day < ?", day(now - Duration.ofDays(DAYS_KEPT).toMillis()));
        session.update("delete from egnyte_msp_call_slot where token not in (select token from egnyte_msp_calls)");
    }

    private static void notMade(Session session, String account, String day) throws SQLException {
        session.update("update egnyte_msp_calls set calls = calls - 1 where token = ? and day = ? and calls > 0", account, day);
    }

    private long now(Session session) throws SQLException {
        Long ofDatabase = session.dialect().databaseTime(session.connection());
        return ofDatabase != null ? ofDatabase : time.now().toEpochMilli();
    }

    /** The day ends at 00:00 UTC, as Egnyte's SDK says. */
    private static String day(long millis) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC).toString();
    }

    /** A place that this replica has. If it cannot be given back, it is free after the longest time of a call. */
    private final class Held implements Place {

        private final Need need;
        private final String day;
        private final String holder;

        Held(Need need, String day, String holder) {
            this.need = need;
            this.day = day;
            this.holder = holder;
        }

        @Override
        public void release(boolean sent, long callsToday) {
            database.write(session -> {
                long now = now(session);
                if (!sent) {
                    notMade(session, need.account(), day);
                } else if (callsToday >= 0 && day.equals(day(now))) {
                    observe(session, callsToday, now);
                }
                return free(session, now, REST);
            });
        }

        @Override
        public void giveBack() {
            database.write(session -> {
                notMade(session, need.account(), day);
                return free(session, now(session), 0);
            });
        }

        /** The API may not have counted yet what is under way. */
        private void observe(Session session, long callsToday, long now) throws SQLException {
            Long underWay = session.first(
                    "select count(*) from egnyte_msp_call_slot where token = ? and holder <> ? and free_at > ?",
                    row -> row.getLong(1), need.account(), holder, now);
            long known = callsToday + underWay;
            int atOnce = need.callsPerSecond() > 0 ? need.callsPerSecond() : MOST_AT_ONCE;
            session.update(
                    "update egnyte_msp_calls set told_at = ?, calls = case when calls < ? or calls > ? then ? else calls end"
                           + " where token = ? and day = ?",
                    now, known, known + atOnce, known, need.account(), day);
        }

        private int free(Session session, long now, long rest) throws SQLException {
            return session.update(
                    "update egnyte_msp_call_slot set free_at = ?, changed_at = ?, holder = null"
                                  + " where token = ? and holder = ?",
                    now + rest, now, need.account(), holder);
        }
    }
}
