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
package io.github.egnytemsp.camel.demo;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.egnytemsp.camel.psa.HaloPsaServer;

/** What an MSP has around the routes: mail, tickets and a queue, all real servers on free ports of 127.0.0.1. */
public final class DemoServices implements AutoCloseable {

    private final DemoMailServer mail;
    private final HaloPsaServer tickets;
    private final DemoBroker broker;

    /**
     * Starts all three.
     *
     * @throws Exception if one cannot start
     */
    public DemoServices() throws Exception {
        // first the one that can find its port taken
        broker = new DemoBroker();
        tickets = new HaloPsaServer();
        mail = new DemoMailServer();
    }

    /**
     * The settings by which the routes find them.
     *
     * @return properties
     */
    public Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("mail.enabled", "true");
        properties.put("mail.server", mail.url());
        properties.putAll(tickets.properties());
        properties.put("tickets.customerId", "12");
        properties.put("queue.enabled", "true");
        properties.put("queue.broker", broker.url());
        return properties;
    }

    /**
     * The mail server.
     *
     * @return started
     */
    public DemoMailServer mail() {
        return mail;
    }

    /**
     * The ticket system.
     *
     * @return started
     */
    public HaloPsaServer tickets() {
        return tickets;
    }

    /**
     * The broker.
     *
     * @return started
     */
    public DemoBroker broker() {
        return broker;
    }

    @Override
    public void close() throws Exception {
        mail.close();
        tickets.close();
        broker.close();
    }
}
