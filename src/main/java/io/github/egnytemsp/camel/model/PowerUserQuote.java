package io.github.egnytemsp.camel.model;

import java.math.BigDecimal;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a number of power users costs, or what was billed for it. Any part is null where the API does not tell it.
 *
 * @param previousPowerUsers power users before
 * @param newPowerUsers power users after
 * @param deltaPowerUsers the difference
 * @param deltaMonthly the difference a month
 * @param proratedCost what is charged at once
 * @param proratedDaysLeft days that are charged
 * @param proratedMonthsLeft months that are charged
 * @param others fields that this library does not know, or whose form it does not, in their order
 */
public record PowerUserQuote(Integer previousPowerUsers, Integer newPowerUsers, Integer deltaPowerUsers,
        BigDecimal deltaMonthly, BigDecimal proratedCost, Integer proratedDaysLeft, Integer proratedMonthsLeft,
        Map<String, JsonNode> others) implements MspRecord {

    /** Makes lists and maps unmodifiable. */
    public PowerUserQuote {
        others = others == null ? Map.of() : others;
    }

    /**
     * Reads an answer of the API.
     *
     * @param  node an object
     * @return      the record
     */
    public static PowerUserQuote fromJson(JsonNode node) {
        Fields fields = new Fields(node);
        return new PowerUserQuote(
                fields.integer("previousPowerUsers"), fields.integer("newPowerUsers"),
                fields.integer("deltaPowerUsers"), fields.decimal("deltaMonthly"), fields.decimal("proratedCost"),
                fields.integer("proratedDaysLeft"), fields.integer("proratedMonthsLeft"), fields.others());
    }

    @Override
    public ObjectNode toJson() {
        return new Fields.Printer()
                .put("previousPowerUsers", previousPowerUsers)
                .put("newPowerUsers", newPowerUsers)
                .put("deltaPowerUsers", deltaPowerUsers)
                .money("deltaMonthly", deltaMonthly)
                .money("proratedCost", proratedCost)
                .put("proratedDaysLeft", proratedDaysLeft)
                .put("proratedMonthsLeft", proratedMonthsLeft)
                .with(others);
    }
}
