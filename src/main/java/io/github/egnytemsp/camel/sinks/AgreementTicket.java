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

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.egnytemsp.camel.model.Json;
import org.apache.camel.Exchange;

/**
 * Opens a ticket about a change of an agreement that was carried out, once. A bean of the routes; the ticket system is
 * the variable {@code system}, and its routes are those that {@link TicketIncident} calls to find and to open tickets.
 * The words are the variables {@code subject}, {@code text} and {@code html}.
 */
public final class AgreementTicket extends TicketCaller {

    private static final int BASE = 36;

    /** For the registry. */
    public AgreementTicket() {
    }

    /**
     * Looks for the ticket of the change, and opens it if there is none. The body becomes its number.
     *
     * @param  exchange  with the proposal as JSON in the body
     * @throws Exception if a call fails, or its answer is none: it must not look like "there is no such ticket"
     */
    @Override
    public void process(Exchange exchange) throws Exception {
        JsonNode proposal = Json.mapper().readTree(exchange.getMessage().getMandatoryBody(String.class));
        Map<String, Object> variables = new HashMap<>(exchange.getVariables());
        variables.put("tag", tag(proposal));
        variables.put("customerId", proposal.path("company").asText());
        for (JsonNode found : pages("find", "tickets", variables)) {
            if (isTagged(found, variables)) {
                exchange.getMessage().setBody(found.path("id").asText());
                return;
            }
        }
        variables.put("subject", subject(variables, Objects.toString(variables.get("subject"), "").strip()));
        JsonNode opened = call("open", settings("ticket", variables), variables);
        exchange.getMessage().setBody(opened.path("id").asText());
    }

    /** A database that was made anew counts its proposals from 1 again: the time of the decision tells them apart. */
    private static String tag(JsonNode proposal) {
        return "egnyte-change-" + proposal.path("id").asLong() + "-"
               + Long.toString(Instant.parse(proposal.path("decidedAt").asText()).toEpochMilli(), BASE);
    }
}
