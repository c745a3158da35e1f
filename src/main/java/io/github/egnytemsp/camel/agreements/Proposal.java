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
package io.github.egnytemsp.camel.agreements;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.egnytemsp.camel.model.Json;
import io.github.egnytemsp.camel.model.MspRecord;

/**
 * A change of one line of an agreement, so that it agrees with Egnyte.
 *
 * @param id        its number
 * @param revision  counts from 1, and up with each change of a number while it is open: consent names it
 * @param state     what has become of it
 * @param domain    the customer's domain at Egnyte
 * @param company   the customer's id at the other system
 * @param agreement the agreement's id
 * @param addition  the id of the agreement's line
 * @param name      what the line bills, for people
 * @param quantity  which number of the domain it is compared with
 * @param from      the quantity at the other system
 * @param to        the quantity at Egnyte
 * @param unitPrice what one costs the customer in a billing period, or null if it is not known
 * @param since     when the difference was first seen
 * @param updatedAt when anything of the proposal last changed
 * @param decidedBy who has approved or refused it, or null
 * @param decidedAt when that was, or null
 * @param appliedAt when the change was read back, or null
 * @param note      why it is as it is, or null
 */
public record Proposal(
        long id, int revision, ProposalState state, String domain, String company, String agreement, String addition,
        String name, String quantity, BigDecimal from, BigDecimal to, BigDecimal unitPrice, Instant since, Instant updatedAt,
        String decidedBy, Instant decidedAt, Instant appliedAt, String note) implements MspRecord {

    /**
     * What the change adds to the customer's bill in a billing period.
     *
     * @return the amount, negative for less, or null if the price is not known
     */
    public BigDecimal amount() {
        return unitPrice == null ? null : to.subtract(from).multiply(unitPrice);
    }

    /** What changes, for the log. */
    String change() {
        return name + " of agreement " + agreement + " from " + from.toPlainString() + " to " + to.toPlainString();
    }

    /** Whether it was decided about, and its change was not carried out. */
    boolean isUndone() {
        return state == ProposalState.refused || state == ProposalState.stale || state == ProposalState.failed;
    }

    @Override
    public JsonNode toJson() {
        ObjectNode json = Json.mapper().createObjectNode().put("id", id).put("revision", revision).put("state", state.name())
                .put("domain", domain).put("company", company).put("agreement", agreement).put("addition", addition)
                .put("name", name).put("quantity", quantity).put("from", from).put("to", to);
        put(json, "unitPrice", unitPrice);
        put(json, "amount", amount());
        put(json, "since", since);
        put(json, "updatedAt", updatedAt);
        put(json, "decidedBy", decidedBy);
        put(json, "decidedAt", decidedAt);
        put(json, "appliedAt", appliedAt);
        put(json, "note", note);
        return json;
    }

    /** Money as text, with two decimals or more. */
    private static void put(ObjectNode json, String name, Object value) {
        if (value instanceof BigDecimal money) {
            json.put(name, money.setScale(Math.max(2, money.scale())).toPlainString());
        } else if (value instanceof Instant time) {
            json.put(name, time.truncatedTo(ChronoUnit.MILLIS).toString());
        } else if (value != null) {
            json.put(name, value.toString());
        }
    }
}
