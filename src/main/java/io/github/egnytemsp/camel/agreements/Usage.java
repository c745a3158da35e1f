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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.egnytemsp.camel.agreements.BothSides.UnknownException;
import io.github.egnytemsp.camel.model.Domain;
import io.github.egnytemsp.camel.model.Json;
import io.github.egnytemsp.camel.model.MspRecord;
import io.github.egnytemsp.camel.model.Tenant;

/**
 * What a line of the mapping has at Egnyte, for a system that is not read.
 *
 * @param domain    the customer's domain, or {@code tenant NAME}
 * @param company   the customer's id at the other system, or null if the domain is not mapped
 * @param agreement the agreement's id there, or null
 * @param addition  the id of the agreement's line there, or null
 * @param quantity  which number of the domain it is, or null
 * @param units     how many, or null if that is not known
 * @param note      why it is not known, or null
 */
public record Usage(
        String domain, String company, String agreement, String addition, String quantity, BigDecimal units, String note)
        implements
            MspRecord {

    /**
     * Reads what each mapped line has, and lists the domains and tenants without a line.
     *
     * @param  account                  Egnyte's side
     * @param  mapping                  as for {@link Agreements#compare}
     * @return                          one for each line in the mapping's order, then one for each domain and tenant
     *                                  without a line
     * @throws IllegalArgumentException if the mapping is wrong; nothing was read
     * @throws Exception                if Egnyte's domains or tenants cannot be read
     */
    public static List<Usage> read(EgnyteAccount account, JsonNode mapping) throws Exception {
        List<MappedLine> lines = MappedLine.parse(mapping);
        Map<String, Domain> domains = new TreeMap<>();
        account.domains().forEach(domain -> domains.put(domain.domain(), domain));
        List<Usage> usages = new ArrayList<>();
        lines.forEach(line -> usages.add(of(line, domains.get(line.domain()))));
        Set<String> mapped = lines.stream().map(MappedLine::domain).collect(Collectors.toSet());
        domains.keySet().stream().filter(name -> !mapped.contains(name)).map(Usage::notMapped).forEach(usages::add);
        // no line can have a tenant
        account.tenants().stream().map(Tenant::tenant).map(name -> notMapped("tenant " + name)).forEach(usages::add);
        return usages;
    }

    private static Usage of(MappedLine line, Domain domain) {
        BigDecimal units = null;
        String note = null;
        try {
            units = BothSides.egnyte(line, domain);
        } catch (UnknownException e) {
            note = e.getMessage();
        }
        return new Usage(
                line.domain(), line.company(), line.agreement(), line.addition(), line.quantity().toString(), units, note);
    }

    private static Usage notMapped(String name) {
        return new Usage(name, null, null, null, null, null, "The mapping has no line for it");
    }

    @Override
    public JsonNode toJson() {
        ObjectNode json = Json.mapper().createObjectNode().put("domain", domain);
        put(json, "company", company);
        put(json, "agreement", agreement);
        put(json, "addition", addition);
        put(json, "quantity", quantity);
        if (units != null) {
            json.put("units", units);
        }
        put(json, "note", note);
        return json;
    }

    private static void put(ObjectNode json, String name, String value) {
        if (value != null) {
            json.put(name, value);
        }
    }
}
