package io.github.egnytemsp.camel.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SimulatedEventsTest {

    private static final String[] COMMON = {"event_type", "reseller_code", "first_name", "last_name", "email", "company_name", 
        "transaction_timestamp", "event_created_by", "is_event_by_staff_user"};

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
    void samplesOfTheSameSecondDiffer() {
        Instant at = Instant.parse("2026-02-03T04:05:06.789Z");

        assertThat(SimulatedEvents.sample("USER_ADDED", at, 1)).isNotEqualTo(SimulatedEvents.sample("USER_ADDED", at, 2));
        assertThat(SimulatedEvents.sample("USER_ADDED", at, 1).path("transaction_timestamp").asText()).isEqualTo("2026-02-03T04:05:06Z");
        assertThat(SimulatedEvents.sample("USER_ADDED")).isEqualTo(SimulatedEvents.sample("USER_ADDED"));
    }
}
