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
package io.github.egnytemsp.camel;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The component in Camel's catalog, which editors and designers ask. */
class CatalogTest {

    private final CamelCatalog catalog = new DefaultCamelCatalog();
    private JsonNode metadata;

    @BeforeEach
    void add() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            String json = context.getComponentParameterJsonSchema("egnyte-msp");
            catalog.addComponent("egnyte-msp", EgnyteMspComponent.class.getName(), json);
            metadata = new ObjectMapper().readTree(json);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "egnyte-msp:events?webhookVerifyToken=x&registration=ensure&watchInterval=15m&bridgeErrorHandler=true",
            "egnyte-msp:inbox?subscription=mail&eventTypes=RESELLER_INVOICE_*&redeliveryDelay=1m",
            "egnyte-msp:inbox?operation=replay&state=failed&subscription=mail&since=2026-11-01&dryRun=true",
            "egnyte-msp:webhooks?operation=register&eventTypes=USER_ADDED",
            "egnyte-msp:plans?operation=purchasePowerUsers&planId=p&powerUsers=5&confirmPurchase=true" })
    void rightEndpointsAreValid(String uri) {
        assertThat(catalog.validateEndpointProperties(uri).isSuccess()).isTrue();
    }

    @Test
    void wrongOnesAreNot() {
        EndpointValidationResult result = catalog.validateEndpointProperties(
                "egnyte-msp:event?webhookVerifyTokn=x&maxInFlight=many&registration=often&operation=lst&allowUnauthenticated=maybe");
        assertThat(result.isSuccess()).isFalse();
        assertThat(result.getUnknown()).containsExactly("webhookVerifyTokn");
        assertThat(result.getInvalidInteger()).containsKey("maxInFlight");
        assertThat(result.getInvalidEnum()).containsKeys("resource", "registration", "operation");
        assertThat(result.getInvalidBoolean()).containsKey("allowUnauthenticated");
    }

    @Test
    void everyOptionAndHeaderTellsWhatItIs() {
        assertThat(metadata.at("/component/title").asText()).isEqualTo("Egnyte MSP");
        for (String group : new String[] { "componentProperties", "properties", "headers" }) {
            metadata.get(group).properties().forEach(entry -> {
                assertThat(entry.getValue().path("description").asText()).as(entry.getKey()).hasSizeGreaterThan(10);
                if (List.of("parameter", "header").contains(entry.getValue().get("kind").asText())) {
                    assertThat(entry.getValue().path("label").asText()).as(entry.getKey()).isNotBlank();
                }
                // of headers, tools show the name
                assertThat(entry.getValue().path("displayName").asText()).as(entry.getKey())
                        .satisfies(name -> assertThat(name.isBlank()).isEqualTo(group.equals("headers")))
                        .doesNotContain("Nfr", "Url", "Gb");
            });
        }
    }

    @Test
    void everyOperationIsToldOf() {
        for (EgnyteMspOperation operation : EgnyteMspOperation.values()) {
            assertThat(metadata.at("/properties/operation/description").asText()).contains(operation.name());
        }
    }

    @Test
    void whatIsSecretIsMarked() {
        Set<String> secrets = new TreeSet<>();
        metadata.get("properties").properties().forEach(entry -> {
            if (entry.getValue().get("secret").asBoolean()) {
                secrets.add(entry.getKey());
            }
        });
        assertThat(secrets).containsExactly("accessToken", "inboxPassword", "keystorePassword", "webhookVerifyToken");
    }

    @Test
    void theMetadataIsInTheJarWhereToolsLook() throws Exception {
        try (var properties = getClass().getResourceAsStream("/META-INF/services/org/apache/camel/component.properties")) {
            assertThat(new String(properties.readAllBytes(), StandardCharsets.UTF_8)).contains("components=egnyte-msp");
        }
    }
}
