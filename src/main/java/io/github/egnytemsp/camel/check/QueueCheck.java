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
package io.github.egnytemsp.camel.check;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import org.apache.camel.CamelContext;
import org.apache.camel.support.PropertyBindingSupport;

/** Whether the broker of the queue lets us in. No message is sent. */
final class QueueCheck implements Check {

    private static final Pattern OPTION
            = Pattern.compile("[?&](username|password)=(?:RAW\\((.*?)\\)|RAW\\{(.*?)}|([^&]*))(?=&|$)");

    private final Settings settings;

    /** @param settings where the broker is */
    QueueCheck(Settings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "queue";
    }

    @Override
    public void run(Lines lines) throws Exception {
        if (!settings.isOn("queue.enabled")) {
            lines.off("queue.enabled=false");
            return;
        }
        String uri = settings.get("queue.uri");
        if (!uri.contains("#queueConnections")) {
            lines.note("queue.uri has connections of its own, which were not checked.");
            return;
        }
        String address = settings.get("queue.broker") + settings.get("queue.amqp");
        ConnectionFactory factory;
        try {
            factory = factory();
        } catch (Exception e) {
            lines.wrong("queue.connectionFactory cannot be used: " + Reasons.of(e));
            return;
        }
        String user = option(uri, "username");
        try (Connection connection = user == null
                ? factory.createConnection() : factory.createConnection(user, option(uri, "password"))) {
            // some connect now only
            connection.start();
            lines.ok(address + " can be reached" + (user == null ? "." : ", and accepts the login."));
        } catch (JMSSecurityException e) {
            lines.wrong(address + " refuses the login: " + e.getMessage() + " See username and password in queue.uri.");
        } catch (JMSException e) {
            String network = Reasons.network(e);
            lines.wrong(address + ": " + (network == null ? e.getMessage() : network));
        }
    }

    private ConnectionFactory factory() throws ClassNotFoundException {
        CamelContext context = settings.getCamelContext();
        Class<ConnectionFactory> type = context.getClassResolver()
                .resolveMandatoryClass(settings.get("queue.connectionFactory"), ConnectionFactory.class);
        ConnectionFactory factory = context.getInjector().newInstance(type);
        for (Map.Entry<String, String> property : Map.of("brokerURL", "queue.broker", "remoteURI", "queue.amqp").entrySet()) {
            String value = settings.get(property.getValue());
            if (!value.isEmpty()) {
                PropertyBindingSupport.build().withCamelContext(context).withTarget(factory)
                        .withProperty(property.getKey(), value).bind();
            }
        }
        return factory;
    }

    private static String option(String uri, String name) {
        for (Matcher option = OPTION.matcher(uri); option.find();) {
            if (option.group(1).equals(name)) {
                return option.group(2) != null ? option.group(2) : option.group(3) != null ? option.group(3) : option.group(4);
            }
        }
        return null;
    }
}
