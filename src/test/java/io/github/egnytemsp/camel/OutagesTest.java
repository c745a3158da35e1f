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

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** While the other side is down, nothing is given up, and it is left alone. */
class OutagesTest {

    @TempDir
    private Path folder;
    private TestRuntime runtime;
    private volatile Exception otherSide;
    private final List<String> handled = new CopyOnWriteArrayList<>();
    private final List<String> tried = new CopyOnWriteArrayList<>();
    private final Map<String, Exception> faults = new ConcurrentHashMap<>();

    @AfterEach
    void stop() {
        if (runtime != null) {
            runtime.close();
        }
    }

    private String url() {
        return "jdbc:sqlite:" + folder.resolve("inbox.db");
    }

    private void start(String options) throws Exception {
        String inbox = "egnyte-msp:inbox?inboxUrl=RAW(" + url() + ")";
        runtime = TestRuntime.with(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:store").to(inbox);
                from(inbox + "&subscription=all&" + options).process(this::handle);
            }

            private void handle(Exchange exchange) throws Exception {
                String reseller = exchange.getIn().getHeader(EgnyteMspConstants.RESELLER_CODE, String.class);
                tried.add(reseller);
                Exception failure = otherSide != null ? otherSide : faults.get(reseller);
                if (failure != null) {
                    throw failure;
                }
                handled.add(reseller);
            }
        });
    }

    private void store(int from, int to) {
        for (int i = from; i <= to; i++) {
            runtime.context().createProducerTemplate().sendBody("direct:store", TestRuntime.EVENT.replace("R-1", "R" + i));
        }
    }

    private long count(String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection(url());
             Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static HttpOperationFailedException answer(int status, Map<String, String> headers) {
        return new HttpOperationFailedException("http://127.0.0.1/tickets", status, "no", null, headers, "the answer");
    }

    @Test
    void noOutageHoweverLongGivesAnythingUp() throws Exception {
        for (Exception down : List.of(new ConnectException("Connection refused"), new SocketTimeoutException("Read timed out"),
                new IOException(new SocketTimeoutException("wrapped")), answer(503, Map.of()), answer(500, Map.of()),
                answer(401, Map.of()), answer(403, Map.of()), answer(408, Map.of()), answer(429, Map.of()))) {
            handled.clear();
            tried.clear();
            otherSide = down;
            start("redeliveryDelay=2&maximumRedeliveryDelay=5&maximumRedeliveries=3");
            store(1, 10);
            await(down.toString()).atMost(20, SECONDS).until(() -> tried.size() > 60);
            otherSide = null;
            await(down.toString()).atMost(20, SECONDS).until(() -> handled.size() == 10);
            assertThat(handled).doesNotHaveDuplicates();
            runtime.close();
            assertThat(count("select count(*) from egnyte_msp_delivery where state = 'failed'")).isZero();
            try (Connection connection = DriverManager.getConnection(url());
                 Statement statement = connection.createStatement()) {
                statement.execute("delete from egnyte_msp_event");
            }
        }
    }

    @Test
    void oneEventThatTheOtherSideCannotTakeIsGivenUpAndTheOthersGoOn() throws Exception {
        faults.put("R1", answer(500, Map.of()));
        faults.put("R2", new SocketTimeoutException("Read timed out"));
        start("redeliveryDelay=2&maximumRedeliveryDelay=5&maximumRedeliveries=3");
        store(1, 10);
        await().atMost(20, SECONDS).until(() -> handled.size() == 8);
        await().atMost(20, SECONDS)
                .until(() -> count("select count(*) from egnyte_msp_delivery where state = 'failed'") == 2);
        // the two may have looked like an outage at first
        assertThat(tried.stream().filter("R1"::equals).count()).isBetween(4L, 6L);
    }

    @Test
    void severalEventsThatTheOtherSideCannotTakeHoldUpNone() throws Exception {
        for (int i = 1; i <= 5; i++) {
            faults.put("R" + i, answer(500, Map.of()));
        }
        start("redeliveryDelay=2&maximumRedeliveryDelay=5&maximumRedeliveries=3");
        store(1, 20);
        await().atMost(20, SECONDS).until(() -> handled.size() == 15);
        await().atMost(20, SECONDS)
                .until(() -> count("select count(*) from egnyte_msp_delivery where state = 'failed'") == 5);
        assertThat(handled).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource
    void aLonelyEventIsNotGivenUp(Exception down) throws Exception {
        otherSide = down;
        start("redeliveryDelay=2&maximumRedeliveryDelay=5&maximumRedeliveries=1");
        store(1, 1);
        await().atMost(20, SECONDS).until(() -> tried.size() > 20);
        otherSide = null;
        await().atMost(20, SECONDS).until(() -> handled.size() == 1);
    }

    static Stream<Exception> aLonelyEventIsNotGivenUp() {
        return Stream.of(new ConnectException("Connection refused"), new SocketTimeoutException("Read timed out"),
                answer(503, Map.of()), answer(401, Map.of()));
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 3 })
    void aRestartTriesOneEventAtOnce(int events) throws Exception {
        String longPauses = "redeliveryDelay=300000&maximumRedeliveryDelay=300000";
        otherSide = answer(401, Map.of());
        start(longPauses);
        store(1, events);
        await().atMost(20, SECONDS).untilAsserted(() -> assertThat(tried).hasSize(Math.min(events, 2)));
        await().atMost(20, SECONDS).until(() -> count("select count(*) from egnyte_msp_try") == Math.min(events, 2));
        runtime.close();
        tried.clear();

        start(longPauses);
        await().atMost(20, SECONDS).until(() -> !tried.isEmpty());
        runtime.close();
        assertThat(tried).hasSize(1);
        otherSide = null;

        start(longPauses);
        await().atMost(20, SECONDS).untilAsserted(() -> assertThat(handled).hasSize(events));
    }

    @Test
    void resumeTriesWhatWaitsAtOnce() throws Exception {
        otherSide = new ConnectException("Connection refused");
        start("redeliveryDelay=50m");
        store(1, 3);
        await().atMost(20, SECONDS)
                .until(() -> count("select count(*) from egnyte_msp_subscription where outages > 0") == 1);
        otherSide = null;
        runtime.context().createProducerTemplate().sendBody(
                "egnyte-msp:inbox?operation=resume&subscription=all&inboxUrl=RAW(" + url() + ")", null);
        await().atMost(20, SECONDS).until(() -> handled.size() == 3);
    }

    @Test
    void oneEventThatIsAlwaysAskedForLaterHoldsUpNone() throws Exception {
        faults.put("R1", answer(429, Map.of("Retry-After", "1")));
        start("redeliveryDelay=2&maximumRedeliveryDelay=5&maximumRedeliveries=1");
        store(1, 10);
        await().atMost(20, SECONDS).until(() -> handled.size() == 9);
        await().atMost(20, SECONDS)
                .until(() -> count("select count(*) from egnyte_msp_delivery where state = 'failed'") == 1);
    }

    @Test
    void retryAfterIsHeededForAllEvents() throws Exception {
        otherSide = answer(429, Map.of("retry-after", "3600"));
        start("redeliveryDelay=2");
        store(1, 1);
        await().atMost(20, SECONDS)
                .until(() -> count("select count(*) from egnyte_msp_subscription where outages = 1") == 1);
        store(2, 5);
        otherSide = null;
        long pause = count(
                "select outage_until - " + System.currentTimeMillis() + " from egnyte_msp_subscription");
        assertThat(pause).isBetween(3_500_000L, 3_600_000L);
        AtomicInteger before = new AtomicInteger(tried.size());
        await().during(1, SECONDS).atMost(2, SECONDS).until(() -> tried.size() == before.get());
    }
}
