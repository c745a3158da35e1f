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

import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.http.base.HttpOperationFailedException;

/** Whether a ticket system lets us in, by calls that only read. */
abstract class TicketSystemCheck implements Check {

    private static final int LONGEST_ANSWER = 200;

    final Settings settings;
    private final String prefix;
    private final String name;

    /**
     * @param settings its address and login
     * @param prefix   what its settings begin with
     * @param name     what it is called
     */
    TicketSystemCheck(Settings settings, String prefix, String name) {
        this.settings = settings;
        this.prefix = prefix;
        this.name = name;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final void run(Lines lines) throws Exception {
        boolean hasAgreements = settings.isOn("agreements.enabled") && settings.get("agreements.adapter").equals(prefix);
        if (!settings.isOn(prefix + ".enabled") && !hasAgreements) {
            lines.off(prefix + ".enabled=false");
            return;
        }
        for (String address : new String[] { "url", "loginUrl" }) {
            if (PlainText.isWeb(get(address))) {
                lines.note("The login is sent without TLS: set " + prefix + "." + address + " to an https address.");
            }
        }
        try (ProducerTemplate template = settings.getCamelContext().createProducerTemplate()) {
            look(lines, template);
        }
    }

    /** Asks it. */
    abstract void look(Lines lines, ProducerTemplate template) throws Exception;

    /** A setting of it. */
    final String get(String setting) {
        return settings.get(prefix + "." + setting);
    }

    /**
     * Makes a call, with what the context knows of proxies and TLS.
     *
     * @return           the answer's body
     * @throws Exception if there is none, or it is no 2xx
     */
    static String call(ProducerTemplate template, String uri, String method, Map<String, String> headers, String body)
            throws Exception {
        Exchange answer = template.request(uri, exchange -> {
            headers.forEach(exchange.getMessage()::setHeader);
            exchange.getMessage().setHeader(Exchange.HTTP_METHOD, method);
            exchange.getMessage().setBody(body);
        });
        if (answer.getException() != null) {
            throw answer.getException();
        }
        return answer.getMessage().getBody(String.class);
    }

    /**
     * What a failed call means.
     *
     * @param  failure why there is no answer
     * @param  address where it was sent
     * @param  url     the setting of the address
     * @param  login   the settings of the login
     * @return         a sentence
     */
    static String reason(Exception failure, String address, String url, String login) {
        if (failure instanceof HttpOperationFailedException refused) {
            return switch (refused.getStatusCode()) {
                case 400, 401 -> "It refuses the login" + said(refused) + ". See " + login + ".";
                case 403 -> "The login is accepted, but may not do this" + said(refused) + ". Check its permissions there.";
                case 404 -> address + " is not found" + said(refused) + ". See " + url + ".";
                case 429 -> "It rejects the call: too many were made" + said(refused) + ".";
                default -> "It answers" + said(refused) + ".";
            };
        }
        String network = Reasons.network(failure);
        return network == null ? address + ": " + Reasons.of(failure) : address + ": " + network + " See " + url + ".";
    }

    private static String said(HttpOperationFailedException refused) {
        String body = refused.getResponseBody() == null ? "" : refused.getResponseBody().strip();
        return " (" + refused.getStatusCode()
               + (body.isEmpty() ? "" : ": " + body.substring(0, Math.min(body.length(), LONGEST_ANSWER))) + ")";
    }
}
