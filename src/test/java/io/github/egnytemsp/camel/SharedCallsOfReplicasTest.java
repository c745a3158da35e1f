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

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import javax.sql.DataSource;

import io.github.egnytemsp.camel.client.EgnyteMspRateLimitException;
import io.github.egnytemsp.camel.client.EgnyteMspRateLimitException.Scope;
import io.github.egnytemsp.camel.inbox.TestDatabase;
import io.github.egnytemsp.camel.inbox.UnreliableDataSource;
import io.github.egnytemsp.camel.simulator.EgnyteMspSimulator;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Two replicas with one access token and one inbox's database stay within the limits together. */
class SharedCallsOfReplicasTest {

    private final List<DefaultCamelContext> contexts = new ArrayList<>();
    private final Queue<Exchange> done = new ConcurrentLinkedQueue<>();
    private EgnyteMspSimulator simulator;
    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        contexts.forEach(DefaultCamelContext::stop);
        simulator.close();
    }

    private DefaultCamelContext replica(String inboxUrl, DataSource dataSource, int perSecond, int perDay) throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        contexts.add(context);
        EgnyteMspComponent component = new EgnyteMspComponent();
        component.getConfiguration().setBaseUrl(simulator.baseUrl());
        component.getConfiguration().setAccessToken("simulator-token");
        component.getConfiguration().setMaxCallsPerSecond(perSecond);
        component.getConfiguration().setMaxCallsPerDay(perDay);
        component.getConfiguration().setMaxWait(Duration.ofMinutes(3).toMillis());
        component.getConfiguration().setInboxUrl(inboxUrl);
        component.getConfiguration().setDataSource(dataSource);
        context.addComponent("egnyte-msp", component);
        if (dataSource != null) {
            // an application's data source alone is no inbox
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:store").to("egnyte-msp:inbox");
                }
            });
        }
        context.start();
        return context;
    }

    private void call(DefaultCamelContext context, int times) throws Exception {
        AsyncProducer producer = context.getEndpoint("egnyte-msp:webhooks").createAsyncProducer();
        producer.start();
        for (int i = 0; i < times; i++) {
            Exchange exchange = producer.getEndpoint().createExchange();
            producer.process(exchange, doneSync -> done.add(exchange));
        }
    }

    private void callFromTwo(TestDatabase database, int perSecond, Duration maxWait) throws Exception {
        simulator = EgnyteMspSimulator.builder().callsPerSecond(perSecond).start();
        String url = database.url(folder);
        for (int i = 0; i < 2; i++) {
            replica(url, null, perSecond, 1000);
        }
        for (DefaultCamelContext context : contexts) {
            call(context, 100);
        }
        await().atMost(maxWait).until(() -> done.size() == 200);
        assertThat(done).allMatch(exchange -> exchange.getException() == null);
        assertThat(simulator.calls()).hasSize(200).allMatch(call -> call.status() == 200);
        assertThat(simulator.maxCallsInAnySecond()).isLessThanOrEqualTo(perSecond);
    }

    @ParameterizedTest
    @EnumSource
    void theApiNeverSeesMoreOfBothThanAllowed(TestDatabase database) throws Exception {
        callFromTwo(database, 20, Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @EnumSource
    @Tag("long")
    void norDoesItAtEgnytesOwnLimit(TestDatabase database) throws Exception {
        callFromTwo(database, 2, Duration.ofMinutes(3));
    }

    @ParameterizedTest
    @EnumSource
    void theDaysCallsAreThoseOfBoth(TestDatabase database) throws Exception {
        simulator = EgnyteMspSimulator.builder().callsPerSecond(0).start();
        String url = database.url(folder);
        for (int i = 0; i < 2; i++) {
            replica(url, null, 20, 40);
        }
        for (DefaultCamelContext context : contexts) {
            call(context, 40);
        }
        await().until(() -> done.size() == 80);
        // a replica may take calls for made that are under way in the other one
        assertThat(simulator.calls()).as("the rest is kept for the webhook").hasSizeBetween(10, 38);
        assertThat(done).filteredOn(exchange -> exchange.getException() != null).hasSize(80 - simulator.calls().size())
                .allMatch(exchange -> exchange.getException() instanceof EgnyteMspRateLimitException limit
                        && limit.getScope() == Scope.DAY);
    }

    @ParameterizedTest
    @EnumSource
    void whileTheDatabaseIsAwayEachKeepsToTheLimitsAlone(TestDatabase database) throws Exception {
        simulator = EgnyteMspSimulator.builder().callsPerSecond(0).start();
        UnreliableDataSource source = new UnreliableDataSource(database.url(folder));
        source.setAway(true);
        DefaultCamelContext context = replica(null, source.dataSource(), 5, 1000);
        call(context, 11);
        await().until(() -> done.size() == 11);
        assertThat(done).allMatch(exchange -> exchange.getException() == null);
        assertThat(simulator.maxCallsInAnySecond()).isLessThanOrEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource
    void theTokenIsNotInTheDatabase(TestDatabase database) throws Exception {
        simulator = EgnyteMspSimulator.builder().callsPerSecond(0).start();
        String url = database.url(folder);
        call(replica(url, null, 2, 1000), 1);
        await().until(() -> done.size() == 1);
        List<Map<String, String>> rows = new ArrayList<>();
        try (var connection = java.sql.DriverManager.getConnection(url); var statement = connection.createStatement()) {
            for (String table : List.of("egnyte_msp_calls", "egnyte_msp_call_slot")) {
                try (var row = statement.executeQuery("select token from " + table)) {
                    while (row.next()) {
                        rows.add(Map.of(table, row.getString(1)));
                    }
                }
            }
        }
        assertThat(rows).hasSize(3).allSatisfy(row -> assertThat(row.values().iterator().next()).matches("[0-9a-f]{64}"));
    }
}
