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
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.egnytemsp.camel.client.StandingTime;
import io.github.egnytemsp.camel.model.MspEvent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is done is deleted after a while, and nothing else. */
class RetentionTest {

    private static final Duration RETENTION = Duration.ofMinutes(9);
    private static final EventFilter ALL = new EventFilter(null, null, null, null, null, null, null, null, null);

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final StandingTime time = new StandingTime();
    @TempDir
    private Path folder;
    private Inbox inbox;

    @BeforeEach
    void start() {
        context.start();
    }

    @AfterEach
    void stop() {
        inbox.stop();
        context.stop();
    }

    private void open(TestDatabase database, Duration retention) throws Exception {
        inbox = new Inbox(context, new InboxSettings(database.url(folder), null, null, null, retention), time);
        inbox.start();
        inbox.declare(new Subscription("mail", List.of(), false));
        inbox.declare(new Subscription("tickets", List.of("RESELLER_MRR_CHANGED"), false));
        settle();
    }

    /** What was to be written is written. */
    private void settle() throws Exception {
        write(session -> null);
    }

    private <T> T write(Work<T> work) throws Exception {
        return inbox.database().writeAndWait(work);
    }

    private void store(String... resellers) throws Exception {
        for (String reseller : resellers) {
            inbox.store(MspEvent.parse(
                    ("{\"event_type\":\"USER_ADDED\",\"reseller_code\":\"" + reseller + "\"}")
                            .getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** As if a route of the subscription mail had handled it, or given it up. */
    private void become(DeliveryState state, String reseller) throws Exception {
        write(session -> session.update(
                "update egnyte_msp_delivery set state = ?, updated_at = ? where subscription = 'mail' and seq ="
                                        + " (select seq from egnyte_msp_event where reseller_code = ?)",
                state.name(), inbox.clock().now(), reseller));
    }

    private void addTry(String reseller) throws Exception {
        write(session -> session.update(
                "insert into egnyte_msp_try (subscription, seq, attempt, started_at, duration)"
                                        + " select 'mail', seq, 1, 0, 0 from egnyte_msp_event where reseller_code = ?",
                reseller));
    }

    private long rows(String table) throws Exception {
        return write(session -> session.first("select count(*) from " + table, row -> row.getLong(1)));
    }

    private List<String> left() throws Exception {
        return inbox.operations().list(ALL, 100).stream().map(StoredEvent::resellerCode).toList();
    }

    @ParameterizedTest
    @EnumSource
    void aSubscriptionWhoseEventsNobodyHandlesIsToldOnce(TestDatabase database) throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(Inbox.class);
        log.start();
        logger.addAppender(log);
        try {
            open(database, Duration.ZERO);
            moveOn(2);
            settle();
            assertThat(log.list).isEmpty();
            store("one");
            for (int i = 0; i < 3; i++) {
                moveOn(1);
                settle();
            }
            assertThat(log.list).singleElement().extracting(ILoggingEvent::getFormattedMessage).asString()
                    .startsWith("Subscription mail has events that wait, and no consumer in any process.");
        } finally {
            logger.detachAppender(log);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatEverySubscriptionHandledOrSkippedGoes(TestDatabase database) throws Exception {
        open(database, RETENTION);
        store("handled", "given-up", "waiting", "handled-late");
        inbox.storeMalformed("none".getBytes(StandardCharsets.UTF_8), "no event");
        become(DeliveryState.handled, "handled");
        addTry("handled");
        become(DeliveryState.failed, "given-up");
        addTry("given-up");
        moveOn(3);
        become(DeliveryState.handled, "handled-late");

        moveOn(4);
        assertThat(left()).hasSize(5);

        moveOn(4);
        await().atMost(10, SECONDS).untilAsserted(() -> {
            assertThat(left()).containsExactly("handled-late", "waiting", "given-up");
            assertThat(rows("egnyte_msp_delivery")).isEqualTo(6);
            assertThat(rows("egnyte_msp_try")).isEqualTo(1);
        });

        moveOn(4);
        await().atMost(10, SECONDS).untilAsserted(() -> assertThat(left()).containsExactly("waiting", "given-up"));
    }

    @Test
    void whoWatchesSeesHowLongAndSinceWhen() throws Exception {
        open(TestDatabase.SQLITE, RETENTION);
        assertThat(inbox.retention()).isEqualTo(RETENTION);
        assertThat(inbox.status().oldest()).isNull();
        store("handled");
        become(DeliveryState.handled, "handled");
        moveOn(1);
        Instant first = time.now().minusSeconds(60);
        store("waiting");
        assertThat(inbox.status().oldest()).isEqualTo(first);
        moveOn(10);
        await().atMost(10, SECONDS).untilAsserted(() -> assertThat(left()).containsExactly("waiting"));
        moveOn(1);
        assertThat(inbox.status().oldest()).isEqualTo(first.plusSeconds(60));
    }

    /** By minutes: at each, what is to be done is done. */
    private void moveOn(int minutes) throws Exception {
        for (int i = 0; i < minutes; i++) {
            time.moveOn(Duration.ofMinutes(1));
            settle();
        }
    }

    @Test
    void withoutRetentionNothingGoes() throws Exception {
        open(TestDatabase.SQLITE, Duration.ZERO);
        store("handled");
        become(DeliveryState.handled, "handled");
        moveOn(100);
        assertThat(left()).containsExactly("handled");
    }

    @Test
    void theFileShrinksAndWhatWaitsDoesNotKeepOthersFromGoing() throws Exception {
        open(TestDatabase.SQLITE, RETENTION);
        fill(3000);
        write(session -> session.update(
                "update egnyte_msp_delivery set state = 'handled' where subscription = 'mail' and seq > 700"));
        long pages = pages("page_count");
        moveOn(12);
        await().atMost(10, SECONDS).untilAsserted(() -> assertThat(rows("egnyte_msp_event")).isEqualTo(700));
        settle();
        assertThat(pages("freelist_count")).isZero();
        assertThat(pages("page_count")).isLessThan(pages / 2);
    }

    private long pages(String pragma) throws Exception {
        return write(session -> session.first("pragma " + pragma, row -> row.getLong(1)));
    }

    private void fill(int events) throws Exception {
        write(session -> {
            session.update(
                    "insert into egnyte_msp_event (id, event_type, stored_at, body) with recursive n(i) as"
                           + " (select 1 union all select i + 1 from n where i < " + events + ")"
                           + " select cast(i as text), 'USER_ADDED', ?, randomblob(300) from n",
                    inbox.clock().wallClock());
            return deliveries(session);
        });
    }

    private static int deliveries(Session session) throws SQLException {
        return session.update(
                "insert into egnyte_msp_delivery (subscription, seq, stored_at, state, updated_at)"
                              + " select s.name, e.seq, e.stored_at, case s.name when 'mail' then 'waiting' else 'skipped' end,"
                              + " e.stored_at from egnyte_msp_subscription s cross join egnyte_msp_event e");
    }
}
