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
package io.github.egnytemsp.camel.operator;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.Suspendable;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;

/** One verb at one path: takes what the gate has let in to its route. */
final class OperatorConsumer extends DefaultConsumer implements Suspendable {

    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}");

    private final OperatorServer server;
    private final String verb;
    private final List<String> path;

    OperatorConsumer(OperatorServer server, CamelContext context, Processor processor, String verb, String path) {
        super(new Place(context, verb, path), processor);
        this.server = server;
        this.verb = verb;
        this.path = segments(path);
    }

    private static List<String> segments(String path) {
        return Arrays.asList(path.split("/", -1));
    }

    String verb() {
        return verb;
    }

    /** The path, with {@code {name}} for its parameters. */
    String path() {
        return String.join("/", path);
    }

    /** The parameters of a path; null if it is another path. */
    Map<String, String> parameters(String requested) {
        List<String> segments = segments(requested);
        if (segments.size() != path.size()) {
            return null;
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            String name = path.get(i);
            if (name.startsWith("{") && VALUE.matcher(segments.get(i)).matches()) {
                parameters.put(name.substring(1, name.length() - 1), segments.get(i));
            } else if (!name.equals(segments.get(i))) {
                return null;
            }
        }
        return parameters;
    }

    /** A new exchange of the route. */
    Exchange exchange(Object body, String user) {
        Exchange exchange = createExchange(false);
        exchange.setPattern(ExchangePattern.InOut);
        exchange.getMessage().setBody(body);
        exchange.setVariable("operator.user", user);
        // a failure is the answer: Camel's error handler would try again, or log a stack trace
        exchange.getExchangeExtension().setRedeliveryExhausted(true);
        return exchange;
    }

    /** Runs the route. A failure is in the exchange. */
    void run(Exchange exchange) throws Exception {
        createUoW(exchange);
        getProcessor().process(exchange);
    }

    /** The exchange is not needed any more. */
    void done(Exchange exchange) {
        doneUoW(exchange);
        releaseExchange(exchange, false);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        server.add(this);
    }

    @Override
    protected void doStop() throws Exception {
        server.remove(this);
        super.doStop();
    }

    /** Where the consumer is: nothing else can be made of it. */
    private static final class Place extends DefaultEndpoint {

        Place(CamelContext context, String verb, String path) {
            super("operator:" + verb + ":" + path, null);
            setCamelContext(context);
        }

        @Override
        public Producer createProducer() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isSingleton() {
            return true;
        }
    }
}
