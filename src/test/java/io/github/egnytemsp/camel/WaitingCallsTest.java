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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Calls that wait for their turn hold no thread, neither the caller's nor one of ours. */
class WaitingCallsTest {

    private static final int CALLS = 200;

    private final CountDownLatch answers = new CountDownLatch(1);
    private RecordingApi api;
    private DefaultCamelContext context;

    @BeforeEach
    void start() throws Exception {
        api = new RecordingApi(answers).on("/webhooks", "[]").on("/domains/acme1", "{\"domain\":\"acme1\"}");
        context = new DefaultCamelContext();
        context.start();
    }

    @AfterEach
    void stop() {
        answers.countDown();
        context.stop();
        api.close();
    }

    private String uri(String operation) {
        return "egnyte-msp:" + operation + "&maxWait=10m&accessToken=t&baseUrl=" + api.baseUrl();
    }

    private static long ourThreads() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().contains("EgnyteMsp")).count();
    }

    @Test
    void twoHundredOfThemHoldNoThread() throws Exception {
        AsyncProducer producer = context.getEndpoint(uri("webhooks?operation=list&maxCallsPerSecond=2")).createAsyncProducer();
        producer.start();
        AtomicInteger done = new AtomicInteger();
        List<Exchange> exchanges = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            Exchange exchange = producer.getEndpoint().createExchange();
            exchanges.add(exchange);
            assertThat(producer.process(exchange, doneSync -> done.incrementAndGet())).as("done in the caller's thread")
                    .isFalse();
        }
        assertThat(done).as("the server holds its answers").hasValue(0);
        assertThat(ourThreads()).isLessThan(10);

        producer.stop();
        context.stop();
        await().untilAsserted(() -> assertThat(done).as("whoever waits is not left waiting").hasValue(CALLS));
        assertThat(exchanges).allMatch(exchange -> exchange.getException() != null);
    }

    @Test
    void aRouteGoesOnWhenTheAnswerComes() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("seda:in").to(uri("domains?operation=get&domain=acme1&maxCallsPerSecond=0"))
                        // a second call, and in between somebody who waits for another one
                        .process(exchange -> context.createProducerTemplate().requestBody(
                                uri("domains?operation=get&domain=acme1&maxCallsPerSecond=0"), (Object) null))
                        .to("mock:out");
            }
        });
        MockEndpoint out = context.getEndpoint("mock:out", MockEndpoint.class);
        out.expectedMessageCount(20);
        for (int i = 0; i < 20; i++) {
            context.createProducerTemplate().sendBody("seda:in", "");
        }
        answers.countDown();
        out.assertIsSatisfied();
        assertThat(out.getExchanges().get(0).getMessage().getHeader(EgnyteMspConstants.HTTP_STATUS)).isEqualTo(200);
    }

    @Test
    void wrongInputIsKnownAtOnceAndNothingIsSent() throws Exception {
        AsyncProducer producer = context.getEndpoint(uri("domains?operation=get")).createAsyncProducer();
        producer.start();
        Exchange exchange = producer.getEndpoint().createExchange();
        assertThat(producer.process(exchange, doneSync -> {
        })).isTrue();
        assertThat(exchange.getException()).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("domain");
        producer.stop();
    }
}
