package io.github.egnytemsp.camel.model;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A customer's Egnyte Protect tenant. Any part is null where the API does not tell it.
 *
 * @param tenant its name
 * @param domain its domain
 * @param planId the plan's id
 * @param planName the plan's name
 * @param createdOn when it was created
 * @param subscriptionDate when the subscription began
 * @param status its status
 * @param cupUsed CUP in use
 * @param cupIncluded CUP included
 * @param totalCupPurchased CUP bought
 * @param totalCupIncluded CUP included in all
 * @param totalCupAvailable CUP available
 * @param totalCupUsed CUP used in all
 * @param totalCupUnused CUP not used
 * @param monthlyCost what it costs a month
 * @param others fields that this library does not know, or whose form it does not, in their order
 */
public record Tenant(String tenant, String domain, String planId, String planName, LocalDate createdOn,
        LocalDate subscriptionDate, String status, BigDecimal cupUsed, BigDecimal cupIncluded,
        BigDecimal totalCupPurchased, BigDecimal totalCupIncluded, BigDecimal totalCupAvailable,
        BigDecimal totalCupUsed, BigDecimal totalCupUnused, BigDecimal monthlyCost,
        Map<String, JsonNode> others) implements MspRecord {

    /** Makes lists and maps unmodifiable. */
    public Tenant {
        others = others == null ? Map.of() : others;
    }

    /**
     * Reads an answer of the API.
     *
     * @param  node an object
     * @return      the record
     */
    public static Tenant fromJson(JsonNode node) {
        Fields fields = new Fields(node);
        return new Tenant(
                fields.text("tenant"), fields.text("domain"), fields.text("planId"), fields.text("planName"),
                fields.date("createdOn"), fields.date("subscriptionDate"), fields.text("status"),
                fields.decimal("cupUsed"), fields.decimal("cupIncluded"), fields.decimal("totalCupPurchased"),
                fields.decimal("totalCupIncluded"), fields.decimal("totalCupAvailable"),
                fields.decimal("totalCupUsed"), fields.decimal("totalCupUnused"), fields.decimal("monthlyCost"),
                fields.others());
    }

    @Override
    public ObjectNode toJson() {
        return new Fields.Printer()
                .put("tenant", tenant)
                .put("domain", domain)
                .put("planId", planId)
                .put("planName", planName)
                .put("createdOn", createdOn)
                .put("subscriptionDate", subscriptionDate)
                .put("status", status)
                .put("cupUsed", cupUsed)
                .put("cupIncluded", cupIncluded)
                .put("totalCupPurchased", totalCupPurchased)
                .put("totalCupIncluded", totalCupIncluded)
                .put("totalCupAvailable", totalCupAvailable)
                .put("totalCupUsed", totalCupUsed)
                .put("totalCupUnused", totalCupUnused)
                .money("monthlyCost", monthlyCost)
                .with(others);
    }
}
