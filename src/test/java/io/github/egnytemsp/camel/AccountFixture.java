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

import java.util.List;

import io.github.egnytemsp.camel.simulator.ApiCall;
import io.github.egnytemsp.camel.simulator.EgnyteMspSimulator;
import io.github.egnytemsp.camel.simulator.SimulatedAccount;
import io.github.egnytemsp.camel.simulator.SimulatorBuilder;
import org.apache.camel.Exchange;
import org.apache.camel.FluentProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** A context beside a simulated account that is not paced. */
abstract class AccountFixture {

    EgnyteMspSimulator simulator;
    SimulatedAccount account;
    DefaultCamelContext context;

    @BeforeEach
    void start() throws Exception {
        SimulatorBuilder builder = EgnyteMspSimulator.builder().callsPerSecond(0);
        configure(builder);
        simulator = builder.start();
        account = simulator.account();
        context = newContext();
        context.start();
    }

    void configure(SimulatorBuilder builder) {
        // as it is
    }

    DefaultCamelContext newContext() throws Exception {
        DefaultCamelContext created = new DefaultCamelContext();
        EgnyteMspComponent component = new EgnyteMspComponent();
        component.getConfiguration().setBaseUrl(simulator.baseUrl());
        component.getConfiguration().setAccessToken("simulator-token");
        component.getConfiguration().setMaxCallsPerSecond(0);
        created.addComponent("egnyte-msp", component);
        return created;
    }

    @AfterEach
    void stop() {
        context.stop();
        simulator.close();
    }

    FluentProducerTemplate call(String uri) {
        return context.createFluentProducerTemplate().to("egnyte-msp:" + uri);
    }

    static Exchange send(FluentProducerTemplate call) throws Exception {
        Exchange exchange = call.send();
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        return exchange;
    }

    static <T> T send(FluentProducerTemplate call, Class<T> type) throws Exception {
        return send(call).getMessage().getBody(type);
    }

    static <T extends Exception> T failure(Class<T> type, FluentProducerTemplate call) {
        return catchThrowableOfType(type, () -> send(call));
    }

    /** Methods and paths of the calls so far. */
    List<String> calls() {
        return simulator.calls().stream().map(call -> call.method() + " " + path(call)).toList();
    }

    private static String path(ApiCall call) {
        return call.path().replace(EgnyteMspSimulator.API_PATH, "");
    }
}
