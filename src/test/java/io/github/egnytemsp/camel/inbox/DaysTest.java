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

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;

import io.github.egnytemsp.camel.client.StandingTime;
import io.github.egnytemsp.camel.model.MspEvent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Days are those of the zone, also when its clocks are put forward or back. */
class DaysTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final StandingTime time = new StandingTime();
    @TempDir
    private Path folder;
    private Inbox inbox;

    @AfterEach
    void stop() {
        inbox.stop();
        context.stop();
    }

    private void open(TestDatabase database) throws Exception {
        context.start();
        inbox = new Inbox(context, new InboxSettings(database.url(folder), null, null, null, Duration.ZERO), time);
        inbox.start();
        inbox.declare(new Subscription("mail", List.of(), false));
        inbox.declare(new Subscription("tickets", List.of(), false));
    }

    private void storeAt(String berlin) throws Exception {
        ZonedDateTime at = ZonedDateTime.parse(berlin + "[Europe/Berlin]");
        time.moveOn(Duration.between(time.now(), at));
        inbox.store(MspEvent.parse(
                ("{\"event_type\":\"USER_ADDED\",\"at\":\"" + berlin + "\"}").getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @EnumSource
    void aDayMayHave23Or25Hours(TestDatabase database) throws Exception {
        open(database);
        storeAt("2027-03-27T23:59:59+01:00");
        storeAt("2027-03-28T00:00:00+01:00");
        storeAt("2027-03-28T23:59:59+02:00");
        storeAt("2027-03-29T00:00:00+02:00");
        assertThat(inbox.operations().days(3, BERLIN)).containsExactly(
                day("2027-03-27", 1), day("2027-03-28", 2), day("2027-03-29", 1));
        assertThat(inbox.operations().days(2, ZoneId.of("UTC"))).containsExactly(day("2027-03-27", 2), day("2027-03-28", 2));

        storeAt("2027-10-31T00:00:00+02:00");
        storeAt("2027-10-31T23:59:59+01:00");
        storeAt("2027-11-01T00:00:00+01:00");
        assertThat(inbox.operations().days(2, BERLIN)).containsExactly(day("2027-10-31", 2), day("2027-11-01", 1));
        assertThat(inbox.operations().days(366, BERLIN)).hasSize(366).contains(day("2027-03-28", 2), day("2027-04-01", 0));
    }

    private static EventDay day(String day, long events) {
        return new EventDay(
                LocalDate.parse(day), events == 0 ? Map.of() : Map.of("USER_ADDED", events), 0, 0);
    }

    @ParameterizedTest
    @EnumSource
    void anEventThatTwoSubscriptionsGaveUpIsOne(TestDatabase database) throws Exception {
        open(database);
        storeAt("2027-03-27T12:00:00+01:00");
        storeAt("2027-03-28T12:00:00+02:00");
        inbox.database().writeAndWait(session -> session.update(
                "update egnyte_msp_delivery set state = 'failed' where seq = (select min(seq) from egnyte_msp_event)"));
        assertThat(inbox.operations().days(2, BERLIN)).extracting(EventDay::failed).containsExactly(1L, 0L);
    }
}
