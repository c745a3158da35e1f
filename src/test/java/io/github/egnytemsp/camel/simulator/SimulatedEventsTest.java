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
package io.github.egnytemsp.camel.simulator;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SimulatedEventsTest {

    private static final String[] COMMON = {
            "event_type", "reseller_code", "first_name", "last_name", "email", "company_name",
            "transaction_timestamp", "event_created_by", "is_event_by_staff_user" };

    @Test
    void thereAreTwentyTypes() {
        assertThat(SimulatedEvents.TYPES).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void onlyTheDocumentedTypeHasFieldsOfItsOwn() {
        for (String type : SimulatedEvents.TYPES) {
            if (type.equals(SimulatedEvents.RESELLER_LINK_NFR_MANUALLY)) {
                assertThat(SimulatedEvents.sample(type).fieldNames()).toIterable()
                        .startsWith(COMMON).endsWith("nfr_domain_name", "nfr_plan", "power_users", "storage").hasSize(13);
            } else {
                assertThat(SimulatedEvents.sample(type).fieldNames()).toIterable().containsExactly(COMMON);
            }
        }
    }

    @Test
    void theResellerIsTheSameInEveryEventAndWhoCausedItHasAName() {
        Instant at = Instant.parse("2026-02-03T04:05:06Z");
        ObjectNode first = SimulatedEvents.sample("USER_ADDED", at, 1);
        ObjectNode other = SimulatedEvents.sample("RESELLER_INVOICE_PAID", at, 703);

        for (String field : List.of("reseller_code", "first_name", "last_name", "email", "company_name")) {
            assertThat(other.get(field)).isEqualTo(first.get(field));
        }
        assertThat(first.path("reseller_code").asText()).matches("[A-Z0-9]+");
        assertThat(first.path("event_created_by").asText()).isEqualTo("Dana A. Sample");
        assertThat(other.path("event_created_by").asText()).isEqualTo("Dana AAA. Sample");
    }

    @Test
    void samplesOfTheSameSecondDiffer() {
        Instant at = Instant.parse("2026-02-03T04:05:06.789Z");

        assertThat(SimulatedEvents.sample("USER_ADDED", at, 1)).isNotEqualTo(SimulatedEvents.sample("USER_ADDED", at, 2));
        assertThat(SimulatedEvents.sample("USER_ADDED", at, 1).path("transaction_timestamp").asText())
                .isEqualTo("2026-02-03T04:05:06Z");
        assertThat(SimulatedEvents.sample("USER_ADDED")).isEqualTo(SimulatedEvents.sample("USER_ADDED"));
    }
}
