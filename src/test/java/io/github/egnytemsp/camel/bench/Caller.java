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
package io.github.egnytemsp.camel.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.egnytemsp.camel.EgnyteMspConstants;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** What gets one webhook from the API: this library, and what it is compared with. */
enum Caller {

    /** No Camel. */
    HTTP_CLIENT {
        @Override
        Call start(int port) {
            ObjectMapper mapper = new ObjectMapper();
            CloseableHttpClient client = HttpClients.createDefault();
            return () -> {
                HttpGet get = new HttpGet(address(port) + WebhookServer.PATH);
                get.setHeader("Authorization", "Bearer " + TOKEN);
                get.setHeader("Accept", "application/json");
                byte[] body = client.execute(get, answer -> EntityUtils.toByteArray(answer.getEntity()));
                return mapper.readTree(body);
            };
        }
    },
    /** camel-http, and the JSON read. */
    CAMEL_HTTP {
        @Override
        Call start(int port) {
            ObjectMapper mapper = new ObjectMapper();
            DefaultCamelContext context = new DefaultCamelContext();
            context.start();
            ProducerTemplate template = context.createProducerTemplate();
            Endpoint endpoint = context.getEndpoint(address(port) + WebhookServer.PATH);
            return () -> {
                Exchange exchange = template.request(endpoint, request -> {
                    request.getIn().setHeader(Exchange.HTTP_METHOD, "GET");
                    request.getIn().setHeader("Authorization", "Bearer " + TOKEN);
                    request.getIn().setHeader("Accept", "application/json");
                });
                require(exchange);
                return mapper.readTree(exchange.getMessage().getBody(byte[].class));
            };
        }
    },
    /** This library, with its pacing off. */
    WEBHOOKS {
        @Override
        Call start(int port) {
            DefaultCamelContext context = new DefaultCamelContext();
            context.start();
            ProducerTemplate template = context.createProducerTemplate();
            Endpoint endpoint = context.getEndpoint(
                    "egnyte-msp:webhooks?operation=get&maxCallsPerSecond=0&maxCallsPerDay=0&accessToken=" + TOKEN + "&baseUrl="
                                                    + address(port));
            return () -> {
                Exchange exchange = template.request(
                        endpoint, request -> request.getIn().setHeader(EgnyteMspConstants.WEBHOOK_ID, WebhookServer.ID));
                require(exchange);
                return exchange.getMessage().getBody();
            };
        }
    };

    private static final String TOKEN = "token-of-the-bench";

    /** One call; returns the webhook in the caller's own form. */
    @FunctionalInterface
    interface Call {
        Object make() throws Exception;
    }

    /**
     * Makes it ready.
     *
     * @param  port of a {@link WebhookServer}
     * @return      makes one call each time
     */
    abstract Call start(int port);

    private static String address(int port) {
        return "http://127.0.0.1:" + port;
    }

    private static void require(Exchange exchange) throws Exception {
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
    }
}
