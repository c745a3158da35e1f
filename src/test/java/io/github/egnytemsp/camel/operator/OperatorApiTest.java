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
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.egnytemsp.camel.TestRuntime;
import io.github.egnytemsp.camel.demo.ShippedRoutes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The operator's interface as curl sees it. */
class OperatorApiTest {

    @TempDir
    Path folder;

    private static String post(OperatorPage page, String path, String body) throws Exception {
        return page.curl("POST", "/operator/api/" + path, body).body();
    }

    @Test
    void eventsAreListedShownAndReplayedAndSubscriptionsPausedAndResumed() throws Exception {
        try (OperatorPage page = new OperatorPage(folder, Map.of())) {
            page.routes().context().createProducerTemplate().sendBody("egnyte-msp:inbox", TestRuntime.EVENT);
            await().until(() -> page.routes().stored().count("mail", "handled") == 1);
            JsonNode events = page.get("events?eventType=RESELLER_MRR_CHANGED&limit=10");
            assertThat(events).hasSize(1);
            String id = events.get(0).get("eventId").textValue();
            assertThat(page.get("events/" + id).at("/event/company_name").textValue()).isEqualTo("MSP Example");
            assertThat(page.get("subscriptions")).singleElement()
                    .satisfies(one -> assertThat(one.get("name").textValue()).isEqualTo("mail"));
            assertThat(post(page, "subscriptions/mail/pause", "{}")).contains("\"paused\":true");
            assertThat(post(page, "replay", "{\"eventId\":\"" + id + "\",\"dryRun\":true}")).isEqualTo("{\"wouldReplay\":1}");
            assertThat(post(page, "replay", "{\"eventId\":\"" + id + "\"}")).isEqualTo("{\"replayed\":1}");
            assertThat(post(page, "subscriptions/mail/resume", "")).contains("\"paused\":false");
        }
    }

    @Test
    void theOpenApiDocumentNamesEveryPath() throws Exception {
        try (OperatorPage page = new OperatorPage(folder, Map.of())) {
            JsonNode document = page.get("openapi.json");
            assertThat(List.copyOf(toList(document.get("paths")))).contains("/operator/api/events", "/operator/api/replay");
        }
    }

    private static List<String> toList(JsonNode object) {
        List<String> names = new java.util.ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void thePageIsServed() throws Exception {
        try (OperatorPage page = new OperatorPage(folder, Map.of())) {
            assertThat(page.curl("GET", "/operator/", "").body()).startsWith("<!doctype html>");
            assertThat(page.curl("GET", "/operator", "").headers().firstValue("Location")).hasValue("/operator/");
        }
    }

    @Test
    void itIsOffUnlessItIsWanted() throws Exception {
        try (ShippedRoutes routes = new ShippedRoutes(folder, Map.of(), "operator")) {
            assertThat(routes.context().getRoutes()).isEmpty();
        }
    }
}
