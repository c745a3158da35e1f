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
package io.github.egnytemsp.camel.sinks;

import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.service.ServiceSupport;

/** A bean of the routes that calls other routes: it decides what is done, they say how. */
abstract class RouteCaller extends ServiceSupport implements Processor, CamelContextAware {

    private CamelContext camelContext;
    private ProducerTemplate calls;

    /**
     * Where the properties and the routes are.
     *
     * @return the context
     */
    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    /**
     * Where the properties and the routes are.
     *
     * @param camelContext the context
     */
    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    @Override
    protected void doStart() {
        calls = camelContext.createProducerTemplate();
    }

    @Override
    protected void doStop() {
        if (calls != null) {
            calls.stop();
        }
    }

    /**
     * Calls a route in an exchange of its own.
     *
     * @param  route     a {@code direct:} endpoint
     * @param  variables what it gets
     * @param  message   puts the body into the exchange
     * @return           the exchange when the route has ended
     * @throws Exception what the route fails with
     */
    final Exchange send(String route, Map<String, ?> variables, Processor message) throws Exception {
        Exchange exchange = calls.send(route, call -> {
            variables.forEach(call::setVariable);
            message.process(call);
        });
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        return exchange;
    }
}
