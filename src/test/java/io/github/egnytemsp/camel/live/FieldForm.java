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
package io.github.egnytemsp.camel.live;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

/** The forms in which a field may come, and which fields of the API have which. */
enum FieldForm {

    TEXT,
    DATE,
    INTEGER,
    NUMBER,
    DECIMAL_TEXT,
    ARRAY;

    static final Map<String, FieldForm> WEBHOOK
            = fields("webhook_id status webhook_url auth_header auth_header_value", "", "", "", "event_types");
    static final Map<String, FieldForm> DOMAIN = fields("domain planName status", "createdOn subscriptionDate",
            "planId availablePuLicences usedPuLicences unusedPuLicences availableSuLicences usedSuLicences unusedSuLicences",
            "availableStorage usedStorage allocatedStorage monthlyCost", "features sources");
    static final Map<String, FieldForm> TENANT = fields("tenant domain planName status", "createdOn subscriptionDate", "planId",
            "cupUsed cupIncluded monthlyCost " + Cup.TOTALS, "");
    static final Map<String, FieldForm> PLAN = fields("planName", "", "id planId maxPlanPuLicences maxPlanSuLicences",
            "costPerUser maxPlanStorage allocatedPlanStorage availablePlanStorage " + Cup.TOTALS,
            "features packages sources");

    private static final class Cup {
        static final String TOTALS = "totalCupPurchased totalCupIncluded totalCupAvailable totalCupUsed totalCupUnused";
    }

    private static Map<String, FieldForm> fields(String texts, String dates, String integers, String numbers, String arrays) {
        Map<String, FieldForm> fields = new LinkedHashMap<>();
        put(fields, texts, TEXT);
        put(fields, dates, DATE);
        put(fields, integers, INTEGER);
        put(fields, numbers, NUMBER);
        put(fields, arrays, ARRAY);
        return fields;
    }

    private static void put(Map<String, FieldForm> fields, String names, FieldForm form) {
        for (String name : names.split(" ")) {
            if (!name.isEmpty()) {
                fields.put(name, form);
            }
        }
    }

    boolean fits(JsonNode value) {
        return switch (this) {
            case TEXT, DATE -> value.isTextual();
            case INTEGER -> value.isIntegralNumber();
            case NUMBER -> value.isNumber();
            case DECIMAL_TEXT -> value.isTextual() && value.textValue().matches("-?[0-9]+(\\.[0-9]+)?");
            case ARRAY -> value.isArray();
        };
    }

    /** What a value is, without itself; of a text of digits and marks, such as a date, its pattern. */
    static String describe(JsonNode value) {
        if (value.isTextual()) {
            return value.textValue().matches("[0-9][0-9TZ:.+/ -]*")
                    ? "text like " + value.textValue().replaceAll("[0-9]", "0") : "text";
        }
        if (value.isNumber()) {
            return value.isIntegralNumber() ? "integer" : "number";
        }
        return value.getNodeType().name().toLowerCase(Locale.ROOT);
    }
}
