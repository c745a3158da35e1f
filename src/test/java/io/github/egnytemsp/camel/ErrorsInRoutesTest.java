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
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.ValueBuilder;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** One event that makes the route fail with an Error, wherever that is, does not end the subscription. */
class ErrorsInRoutesTest {

    private static final List<Error> ERRORS
            = List.of(new StackOverflowError("too deep"), new OutOfMemoryError("too much"), new LinkageError("no class"));

    @TempDir
    private Path folder;
    private final Set<String> handled = ConcurrentHashMap.newKeySet();
    private int subscriptions;

    private static void failIfMeant(Exchange exchange) {
        String reseller = exchange.getIn().getHeader(EgnyteMspConstants.RESELLER_CODE, String.class);
        int number = reseller.charAt(1) - '0';
        if (number < ERRORS.size()) {
            throw ERRORS.get(number);
        }
    }

    private static void failUnreadably(Exchange exchange) {
        try {
            failIfMeant(exchange);
        } catch (Error e) {
            throw new IllegalStateException() {

                private static final long serialVersionUID = 1L;

                @Override
                public String getMessage() {
                    throw new UnsupportedOperationException("no message", e);
                }
            };
        }
    }

    private static Expression textOrFailure(String text) {
        return new Expression() {
            @Override
            @SuppressWarnings("unchecked")
            public <T> T evaluate(Exchange exchange, Class<T> type) {
                failIfMeant(exchange);
                return (T) text;
            }
        };
    }

    private static Predicate trueOrFailure() {
        return exchange -> {
            failIfMeant(exchange);
            return true;
        };
    }

    @Test
    void theNextEventGoesOn() throws Exception {
        String inbox = "egnyte-msp:inbox?inboxUrl=RAW(jdbc:sqlite:" + folder.resolve("inbox.db") + ")";
        try (TestRuntime runtime = TestRuntime.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:store").to(inbox);
                from("direct:fail").setBody(textOrFailure("text"));
                subscription(route -> route.process(ErrorsInRoutesTest::failIfMeant));
                subscription(route -> route.setBody(textOrFailure("text")));
                subscription(route -> route.setHeader("x", textOrFailure("text")));
                subscription(route -> route.filter(trueOrFailure()).log("in").end());
                subscription(route -> route.choice().when(trueOrFailure()).log("in").end());
                subscription(route -> route.split(textOrFailure("text")).log("in").end());
                subscription(route -> route.to("direct:fail"));
                subscription(route -> route.recipientList(new ValueBuilder(textOrFailure("direct:fail"))));
                subscription(route -> route.loop(2).process(ErrorsInRoutesTest::failIfMeant).end());
                subscription(route -> route.errorHandler(noErrorHandler()).process(ErrorsInRoutesTest::failIfMeant));
                subscription(route -> route.errorHandler(noErrorHandler()).process(ErrorsInRoutesTest::failUnreadably));
            }

            private void subscription(Consumer<RouteDefinition> step) {
                String name = "s" + subscriptions++;
                RouteDefinition route
                        = from(inbox + "&subscription=" + name + "&redeliveryDelay=10&maximumRedeliveries=1");
                step.accept(route);
                route.process(exchange -> handled.add(
                        name + exchange.getIn().getHeader(EgnyteMspConstants.RESELLER_CODE, String.class)));
            }
        })) {
            // Camel does not always notice that an exchange has ended with an Error
            runtime.context().getShutdownStrategy().setTimeout(1);
            for (int i = 0; i <= ERRORS.size(); i++) {
                runtime.context().createProducerTemplate().sendBody(
                        "direct:store", TestRuntime.EVENT.replace("R-1", "R" + i));
            }
            await().atMost(20, SECONDS).until(() -> handled.size() == subscriptions);
            assertThat(handled).allMatch(name -> name.endsWith("R" + ERRORS.size()));
        }
    }
}
