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
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.egnytemsp.camel.agreements.Agreements;
import io.github.egnytemsp.camel.agreements.Comparison;
import io.github.egnytemsp.camel.agreements.Proposal;
import io.github.egnytemsp.camel.agreements.ProposalFilter;
import io.github.egnytemsp.camel.agreements.ProposalState;
import io.github.egnytemsp.camel.agreements.Usage;
import io.github.egnytemsp.camel.model.EventNotTakenException;
import io.github.egnytemsp.camel.model.Json;
import io.github.egnytemsp.camel.model.MspList;
import io.github.egnytemsp.camel.model.MspRecord;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.service.ServiceHelper;

/** {@code egnyte-msp:agreements}: compares what Egnyte bills with what customers are billed. */
public class AgreementsProducer extends DefaultProducer {

    private static final int MOST_LISTED = 10_000;
    private static final InputField[] FILTERS
            = { InputField.PROPOSAL_STATE, InputField.SINCE, InputField.UNTIL, InputField.LIMIT, InputField.BEFORE };
    private static final InputField[] DECISION = { InputField.PROPOSAL_ID, InputField.REVISION, InputField.DECIDED_BY };

    private RouteAgreementSystem system;
    private ApiAccount account;
    private Agreements agreements;

    AgreementsProducer(EgnyteMspEndpoint endpoint) {
        super(endpoint);
    }

    @Override
    public EgnyteMspEndpoint getEndpoint() {
        return (EgnyteMspEndpoint) super.getEndpoint();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        EgnyteMspConfiguration configuration = getEndpoint().getConfiguration();
        account = new ApiAccount(getEndpoint().services().client());
        system = new RouteAgreementSystem(getEndpoint().getCamelContext(), configuration.getAdapter());
        ServiceHelper.startService(system);
        agreements = new Agreements(
                getEndpoint().services().inbox(), account, system, configuration.isReportOnly(),
                getEndpoint().options().quietPeriod());
    }

    @Override
    protected void doStop() throws Exception {
        ServiceHelper.stopService(system);
        super.doStop();
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        EgnyteMspOperation operation = getEndpoint().options().operation(EgnyteMspResource.agreements, exchange.getMessage());
        exchange.getMessage().setBody(switch (operation) {
            case list -> list(input(exchange).with(FILTERS));
            case get -> agreements.get(id(input(exchange).with(InputField.PROPOSAL_ID)));
            case compare -> compare(exchange);
            case usage -> new MspList<>(Usage.read(account, mapping(exchange)));
            case request -> request();
            case report -> agreements.report();
            case approve -> decide(input(exchange).with(DECISION), true);
            case refuse -> decide(input(exchange).with(DECISION), false);
            case apply -> agreements.apply();
            default -> throw EgnyteMspProducer.unexpected(operation);
        });
    }

    private Comparison compare(Exchange exchange) throws EventNotTakenException, InvalidPayloadException {
        JsonNode mapping = mapping(exchange);
        return getEndpoint().getConfiguration().isOnlyIfDue() ? agreements.compareIfDue(mapping) : agreements.compare(mapping);
    }

    private Object request() throws EventNotTakenException {
        agreements.request();
        return null;
    }

    /** The mapping: a List of Maps, as camel-csv reads it, or JSON; null if there is none. */
    private static JsonNode mapping(Exchange exchange) throws InvalidPayloadException {
        Object body = exchange.getMessage().getBody();
        if (body == null) {
            return null;
        }
        JsonNode mapping;
        if (body instanceof List<?> rows) {
            mapping = Json.mapper().valueToTree(rows);
        } else {
            mapping = body instanceof JsonNode json ? json : json(exchange.getMessage().getMandatoryBody(String.class));
        }
        if (!(mapping instanceof ArrayNode)) {
            throw new IllegalArgumentException("The body must be the mapping: a List of Maps, or a JSON array of objects");
        }
        return mapping;
    }

    private static JsonNode json(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (IOException e) {
            throw new IllegalArgumentException("The body must be the mapping, and it is not JSON");
        }
    }

    private MspList<Proposal> list(RequestInput input) throws EventNotTakenException {
        Integer limit = input.integer(InputField.LIMIT);
        if (limit < 1 || limit > MOST_LISTED) {
            throw RequestInput.wrong(InputField.LIMIT, "must be 1 to " + MOST_LISTED, limit);
        }
        ProposalFilter filter = new ProposalFilter(
                input.oneOf(InputField.PROPOSAL_STATE, ProposalState.class), input.time(InputField.SINCE),
                input.time(InputField.UNTIL), input.number(InputField.BEFORE));
        return new MspList<>(agreements.list(filter, limit));
    }

    private Proposal decide(RequestInput input, boolean approved) throws EventNotTakenException {
        input.required(InputField.REVISION);
        return agreements.decide(
                id(input), input.integer(InputField.REVISION), approved, input.required(InputField.DECIDED_BY));
    }

    private static long id(RequestInput input) {
        input.required(InputField.PROPOSAL_ID);
        return input.number(InputField.PROPOSAL_ID);
    }

    /** A proposal in the body names itself, with the revision that was seen. A report is what the route did before. */
    private RequestInput input(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        EgnyteMspConfiguration configuration = getEndpoint().getConfiguration();
        if (body instanceof Proposal proposal) {
            return RequestInput.of(exchange, Map.of("id", proposal.id(), "revision", proposal.revision()), configuration);
        }
        return body instanceof MspRecord || body instanceof Number
                ? RequestInput.of(exchange, null, configuration) : RequestInput.of(exchange, configuration);
    }
}
