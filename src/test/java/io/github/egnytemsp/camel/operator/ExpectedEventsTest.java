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
package io.github.egnytemsp.camel.operator;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import io.github.egnytemsp.camel.client.DrivenTime;
import io.github.egnytemsp.camel.demo.ShippedRoutes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What did not happen after a stored event, as the operator's interface shows it. */
class ExpectedEventsTest {

    @TempDir
    private Path folder;
    private final DrivenTime time = new DrivenTime(Instant.parse("2026-12-10T09:00:00Z"));

    private static void store(ShippedRoutes routes, String type, int number) {
        routes.context().createProducerTemplate().sendBody(
                "egnyte-msp:inbox", "{\"event_type\":\"" + type + "\",\"number\":" + number + "}");
    }

    private static String problems(ShippedRoutes routes) {
        return routes.context().createProducerTemplate()
                .requestBody("bean:operatorStatus?method=problems", null, String.class);
    }

    @Test
    void anInvoiceWaitsForAPaymentAndAPaymentEndsIt() throws Exception {
        try (ShippedRoutes routes = new ShippedRoutes(
                folder, Map.of("operator.enabled", "true", "operator.port", "0", "alerts.paymentDays", "20"),
                Map.of("drivenTime", time), "operator", "operator-webhook")) {
            store(routes, "RESELLER_RECURRING_INVOICE_GENERATED", 1);
            time.moveOn(Duration.ofDays(10));
            store(routes, "RESELLER_UPSELL_INVOICE_GENERATED", 2);
            time.moveOn(Duration.ofDays(9));
            assertThat(problems(routes)).doesNotContain("invoice-unpaid");
            time.moveOn(Duration.ofDays(1));
            assertThat(problems(routes)).contains("invoice-unpaid", "no payment for 20 days", "2026-12-10T09:00:00Z");
            store(routes, "RESELLER_INVOICE_PAID", 3);
            assertThat(problems(routes)).doesNotContain("invoice-unpaid");
            time.moveOn(Duration.ofDays(40));
            assertThat(problems(routes)).as("no invoice since the payment").doesNotContain("invoice-unpaid");
            store(routes, "RESELLER_UPSELL_INVOICE_GENERATED", 4);
            time.moveOn(Duration.ofDays(20));
            assertThat(problems(routes)).contains("invoice-unpaid");
        }
    }
}
