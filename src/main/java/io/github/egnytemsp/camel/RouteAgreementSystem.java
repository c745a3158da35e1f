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

import java.io.IOException;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.egnytemsp.camel.agreements.Addition;
import io.github.egnytemsp.camel.agreements.AgreementSystem;
import io.github.egnytemsp.camel.agreements.Proposal;
import io.github.egnytemsp.camel.model.Json;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.service.ServiceSupport;

/**
 * The three calls of an adapter, each a route: {@code direct:NAME-agreement-read}, {@code -write} and {@code -mark}.
 * Their body is JSON text.
 */
final class RouteAgreementSystem extends ServiceSupport implements AgreementSystem {

    private final CamelContext camelContext;
    private final String adapter;
    private ProducerTemplate template;

    RouteAgreementSystem(CamelContext camelContext, String adapter) {
        this.camelContext = camelContext;
        this.adapter = adapter;
    }

    @Override
    protected void doStart() {
        template = camelContext.createProducerTemplate();
    }

    @Override
    protected void doStop() throws IOException {
        template.close();
    }

    @Override
    public List<Addition> read(String agreement) throws Exception {
        String answer = call("read", Json.mapper().createObjectNode().put("agreement", agreement)).getMessage()
                .getMandatoryBody(String.class);
        return Addition.parse(Json.mapper().readTree(answer));
    }

    @Override
    public void write(Proposal proposal) throws Exception {
        call("write", proposal.toJson());
    }

    @Override
    public void mark(Proposal proposal) throws Exception {
        call("mark", proposal.toJson());
    }

    private Exchange call(String what, JsonNode body) throws Exception {
        if (adapter == null) {
            throw new IllegalArgumentException(
                    "adapter is missing: set the option to the name of an adapter. The component calls the routes"
                                               + " direct:NAME-agreement-read, -write and -mark");
        }
        Exchange answer = template.send("direct:" + adapter + "-agreement-" + what, ExchangePattern.InOut,
                exchange -> exchange.getMessage().setBody(body.toString()));
        if (answer.getException() != null) {
            throw answer.getException();
        }
        return answer;
    }
}
