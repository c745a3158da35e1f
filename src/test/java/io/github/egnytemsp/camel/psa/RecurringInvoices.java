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
package io.github.egnytemsp.camel.psa;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Recurring invoices of HaloPSA, whose ids are negative. An invoice that is posted has those lines afterwards that were
 * posted with it: what is left out is gone.
 */
public final class RecurringInvoices {

    private final ObjectMapper mapper;
    private final Map<Integer, ObjectNode> invoices = new TreeMap<>();
    private final List<QuantityChange> changes = new ArrayList<>();

    RecurringInvoices(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /**
     * Adds a line, and the invoice if it is not there.
     *
     * @param line the invoice is its agreement
     */
    public synchronized void put(Addition line) {
        ObjectNode invoice = invoices.computeIfAbsent(line.agreement(), id -> {
            ObjectNode added = mapper.createObjectNode().put("id", id).put("client_id", 12).put("disabled", false);
            added.putArray("lines");
            return added;
        });
        ((ArrayNode) invoice.get("lines")).addObject().put("id", line.id()).put("ihid", line.agreement())
                .put("item_shortdescription", line.product()).put("qty_order", line.quantity())
                .put("unit_price", line.unitPrice()).put("tax_code", "5").put("isinactive", line.cancelledDate() != null)
                .put("recurring_invoice_quantity_type", 0).put("sequenceid", invoice.get("lines").size() + 1)
                .put("net_amount", line.unitPrice() == null ? BigDecimal.ZERO : line.quantity().multiply(line.unitPrice()));
    }

    /**
     * HaloPSA counts the quantity of a line itself from now on.
     *
     * @param invoice the invoice's id
     * @param line    the line's id
     */
    public synchronized void count(int invoice, int line) {
        line(invoices.get(invoice), line).put("recurring_invoice_quantity_type", 2);
    }

    /**
     * A technician ends an invoice.
     *
     * @param invoice its id
     */
    public synchronized void disable(int invoice) {
        invoices.get(invoice).put("disabled", true);
    }

    /**
     * The lines of an invoice with all their fields.
     *
     * @param  invoice its id
     * @return         an array
     */
    public synchronized JsonNode lines(int invoice) {
        return invoices.get(invoice).get("lines").deepCopy();
    }

    /**
     * The quantities that were changed over the API, whether or not the answer arrived.
     *
     * @return in their order
     */
    public synchronized List<QuantityChange> changes() {
        return List.copyOf(changes);
    }

    synchronized JsonNode get(int id, boolean details) throws Refusal {
        ObjectNode invoice = invoices.get(id);
        if (invoice == null) {
            throw new Refusal(404, "Recurring invoice not found");
        }
        ObjectNode json = invoice.deepCopy();
        return details ? json : json.without("lines");
    }

    synchronized JsonNode post(JsonNode posted) throws Refusal {
        int id = posted.path("id").asInt();
        ObjectNode invoice = invoices.get(id);
        if (invoice == null) {
            throw new Refusal(400, "Recurring invoice not found");
        }
        if (posted.has("lines")) {
            for (JsonNode line : posted.get("lines")) {
                ObjectNode before = line(invoice, line.path("id").asInt());
                if (before == null || !line.path("qty_order").isNumber()) {
                    throw new Refusal(400, "A line is not valid: " + line);
                }
                BigDecimal from = before.get("qty_order").decimalValue();
                BigDecimal to = line.get("qty_order").decimalValue();
                if (from.compareTo(to) != 0) {
                    changes.add(new QuantityChange(id, line.get("id").asInt(), from, to));
                }
            }
            invoice.set("lines", posted.get("lines").deepCopy());
        }
        return invoice.deepCopy();
    }

    private static ObjectNode line(ObjectNode invoice, int id) {
        for (JsonNode line : invoice.get("lines")) {
            if (line.get("id").asInt() == id) {
                return (ObjectNode) line;
            }
        }
        return null;
    }
}
