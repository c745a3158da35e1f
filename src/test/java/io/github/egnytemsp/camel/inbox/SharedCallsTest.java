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

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.github.egnytemsp.camel.client.SharedLimits.Need;
import io.github.egnytemsp.camel.client.SharedLimits.Place;
import io.github.egnytemsp.camel.client.SharedLimits.Reply;
import io.github.egnytemsp.camel.client.StandingTime;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Two replicas at one database. On SQLite they have the clock of the test, on PostgreSQL the database's. */
class SharedCallsTest {

    private static final Duration LONGEST = Duration.ofSeconds(50);
    private static final String ACCOUNT = "0123";

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final StandingTime time = new StandingTime();
    private final List<Database> databases = new ArrayList<>();
    private String url;
    private SharedCalls one;
    private SharedCalls other;
    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        databases.forEach(Database::stop);
        context.stop();
    }

    private void start(TestDatabase kind) {
        url = kind.url(folder);
        one = replica();
        other = replica();
    }

    private SharedCalls replica() {
        Database database
                = new Database(
                        context, new InboxSettings(url, null, null, null, Duration.ZERO), new InboxClock(time),
                        session -> null);
        databases.add(database);
        database.start();
        return new SharedCalls(database, time);
    }

    private static Reply ask(SharedCalls calls, int perSecond, long perDay) {
        return calls.take(new Need(ACCOUNT, perSecond, perDay, LONGEST)).join();
    }

    private static Place taken(SharedCalls calls, int perSecond, long perDay) {
        Reply reply = ask(calls, perSecond, perDay);
        assertThat(reply).isInstanceOf(Reply.Taken.class);
        return ((Reply.Taken) reply).place();
    }

    private static Duration pause(SharedCalls calls) {
        Reply reply = ask(calls, 2, 1000);
        assertThat(reply).isInstanceOf(Reply.Wait.class);
        return ((Reply.Wait) reply).pause();
    }

    /** What was to be written is written. */
    private void settle() {
        databases.forEach(database -> database.write(session -> null).join());
    }

    private long calls() {
        return databases.get(0).write(session -> session.first(
                "select sum(calls) from egnyte_msp_calls where token = ?", row -> row.getLong(1), ACCOUNT)).join();
    }

    @ParameterizedTest
    @EnumSource
    void placesAreThereOnceForAll(TestDatabase kind) {
        start(kind);
        Place first = taken(one, 2, 1000);
        taken(other, 2, 1000);
        assertThat(pause(one)).as("calls are under way: it looks again soon").isEqualTo(Duration.ofMillis(250));
        assertThat(pause(other)).isEqualTo(Duration.ofMillis(250));
        first.release(true, -1);
        settle();
        assertThat(pause(other)).as("until the place is free").isPositive();
        assertThat(calls()).isEqualTo(2);
    }

    @Test
    void aPlaceIsFreeOneSecondAfterTheAnswer() {
        start(TestDatabase.SQLITE);
        Place first = taken(one, 2, 1000);
        taken(other, 2, 1000);
        time.moveOn(Duration.ofSeconds(3));
        first.release(true, -1);
        settle();
        time.moveOn(Duration.ofMillis(900));
        assertThat(pause(other)).isEqualTo(Duration.ofMillis(100));
        time.moveOn(Duration.ofMillis(100));
        taken(other, 2, 1000);
    }

    @Test
    void aPlaceOfAProcessThatDiedIsFreeWhenItsCallMustHaveEnded() {
        start(TestDatabase.SQLITE);
        Place late = taken(one, 1, 1000);
        time.moveOn(LONGEST.minusMillis(1));
        assertThat(ask(other, 1, 1000)).isEqualTo(new Reply.Wait(Duration.ofMillis(1)));
        time.moveOn(Duration.ofMillis(1));
        taken(other, 1, 1000);
        late.release(true, -1);
        settle();
        time.moveOn(Duration.ofSeconds(2));
        assertThat(ask(one, 1, 1000)).as("who comes too late frees nothing").isInstanceOf(Reply.Wait.class);
    }

    @ParameterizedTest
    @EnumSource
    void theCallsOfTheDayAreThoseOfAll(TestDatabase kind) {
        start(kind);
        taken(one, 0, 3).release(true, -1);
        taken(other, 0, 3).release(true, -1);
        taken(one, 0, 3).release(true, -1);
        for (SharedCalls calls : List.of(one, other)) {
            assertThat(ask(calls, 0, 3)).isInstanceOfSatisfying(
                    Reply.DayOver.class, over -> assertThat(over.callsToday()).isEqualTo(3));
        }
        taken(other, 0, 4);
    }

    @Test
    void theDayEndsAtMidnightUtc() {
        start(TestDatabase.SQLITE);
        taken(one, 0, 1);
        assertThat(ask(other, 0, 1)).isEqualTo(new Reply.DayOver(1, Instant.parse("2026-11-02T00:00:00Z")));
        time.moveOn(Duration.ofSeconds(10));
        taken(other, 0, 1);
        time.moveOn(Duration.ofDays(3));
        taken(other, 0, 1);
        assertThat(calls()).as("old days are forgotten").isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void whatWasNotSentDoesNotCount(TestDatabase kind) {
        start(kind);
        taken(one, 2, 1000).release(false, -1);
        taken(one, 2, 1000).giveBack();
        settle();
        assertThat(calls()).isZero();
        taken(other, 2, 1000);
    }

    @ParameterizedTest
    @EnumSource
    void whatTheApiHasCountedCounts(TestDatabase kind) {
        start(kind);
        Place answered = taken(one, 2, 1000);
        taken(other, 2, 1000);
        answered.release(true, 700);
        settle();
        assertThat(calls()).as("and the one that is under way").isEqualTo(701);
        Place next = taken(one, 3, 1000);
        next.release(true, 5);
        settle();
        assertThat(calls()).as("less too: its day ends at another hour").isEqualTo(6);
    }

    @Test
    void anAnswerThatComesLateDoesNotTakeCallsBack() {
        start(TestDatabase.SQLITE);
        Place slow = taken(one, 2, 1000);
        Place fast = taken(other, 2, 1000);
        fast.release(true, 2);
        settle();
        time.moveOn(Duration.ofSeconds(1));
        slow.release(true, 1);
        settle();
        assertThat(calls()).isEqualTo(3);
    }

    @Test
    void whatTheApiToldIsAskedAgainNowAndThen() {
        time.moveOn(Duration.ofMinutes(1));
        start(TestDatabase.SQLITE);
        taken(one, 0, 1000).release(true, 1000);
        settle();
        assertThat(ask(other, 0, 1000)).isInstanceOf(Reply.DayOver.class);
        time.moveOn(Duration.ofHours(1));
        Place question = taken(other, 0, 1000);
        assertThat(ask(one, 0, 1000)).as("one, not all").isInstanceOf(Reply.DayOver.class);
        question.release(true, 7);
        settle();
        assertThat(calls()).isEqualTo(7);
    }

    @Test
    void aClockThatIsSetBackStopsNoCall() {
        start(TestDatabase.SQLITE);
        taken(one, 1, 1000).release(true, -1);
        settle();
        time.setBack(Duration.ofMinutes(5));
        taken(other, 1, 1000);
    }
}
