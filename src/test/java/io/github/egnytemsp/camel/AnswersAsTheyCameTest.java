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

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.egnytemsp.camel.client.EgnyteMspException;
import io.github.egnytemsp.camel.model.Domain;
import io.github.egnytemsp.camel.model.PowerUserQuote;
import io.github.egnytemsp.camel.model.Webhook;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every value of an answer keeps the form in which it came: a number stays a number, a text a text, and no digit is
 * lost.
 */
class AnswersAsTheyCameTest {

    private RecordingApi api;
    private DefaultCamelContext context;

    @BeforeEach
    void start() throws Exception {
        api = new RecordingApi();
        context = new DefaultCamelContext();
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
        api.close();
    }

    private Exchange call(String uri) {
        return context.createFluentProducerTemplate()
                .to("egnyte-msp:" + uri + (uri.contains("?") ? "&" : "?") + "accessToken=t&baseUrl=" + api.baseUrl()).send();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "0", "0.00", "10", "10.10", "1234.50", "12345678.90", "123456789012345678.01", "123456789012345678901234567890",
            "-7",
            "\"1234.50\"", "\"10\"", "true", "null", "[]", "{\"a\":[1.0,\"1.0\"]}", "\"\"" })
    void aValuePrintsAsItCame(String value) {
        String json = "{\"planId\":10,\"domain\":\"acme1\",\"monthlyCost\":" + value + ",\"new\":" + value
                      + ",\"usedPuLicences\":" + value + "}";
        api.on("/domains/acme1", json);
        Exchange exchange = call("domains?operation=get&domain=acme1");
        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo(json);
        assertThat(exchange.getMessage().getBody(byte[].class)).isEqualTo(json.getBytes(StandardCharsets.UTF_8));
        assertThat(exchange.getMessage().getBody(JsonNode.class)).hasToString(json);

        api.on("/domains", "{\"next\":null,\"count\":1,\"results\":[" + json + "]}");
        assertThat(call("domains").getMessage().getBody(String.class)).isEqualTo("[" + json + "]");
    }

    @Test
    void aMapHasTheExactNumbers() {
        api.on("/domains/acme1", "{\"a\":1234.50,\"b\":\"1234.50\",\"c\":123456789012345678.01,\"d\":10,\"e\":{\"f\":0.10}}");
        assertThat((Object) call("domains?operation=get&domain=acme1").getMessage().getBody(Map.class)).isEqualTo(Map.of(
                "a", new BigDecimal("1234.50"), "b", "1234.50", "c", new BigDecimal("123456789012345678.01"), "d", 10,
                "e", Map.of("f", new BigDecimal("0.10"))));
    }

    @Test
    void costsAreBigDecimalsInWhateverFormTheyCome() {
        api.on("/plans/10/power-users/quote/",
                "{\"deltaMonthly\":\"125.00\",\"proratedCost\":50.10,\"newPowerUsers\":\"110\"}");
        PowerUserQuote quote
                = call("plans?operation=quotePowerUsers&planId=10&powerUsers=110").getMessage().getBody(PowerUserQuote.class);
        assertThat(quote.deltaMonthly()).isEqualTo(new BigDecimal("125.00"));
        assertThat(quote.proratedCost()).isEqualTo(new BigDecimal("50.10"));
        assertThat(quote.newPowerUsers()).isEqualTo(110);
    }

    @ParameterizedTest
    @ValueSource(strings = { "1e999999999", "-1e-999999999", "\"1e999999999\"", "\"many\"", "[]", "1.5" })
    void aNumberBeyondReasonIsNone(String value) {
        api.on("/domains/acme1", "{\"domain\":\"acme1\",\"usedPuLicences\":" + value + ",\"usedStorage\":" + value + "}");
        Domain domain = call("domains?operation=get&domain=acme1").getMessage().getBody(Domain.class);
        assertThat(domain.usedPuLicences()).isNull();
        api.on("/trials/acme1/activate/", "{}");
        assertThat(call("trials?operation=activate&domain=acme1&planId=10&powerUsers=5&storageGb=9").getException()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = { "digits", "nesting" })
    void anAnswerThatCostsTooMuchToReadIsAFailure(String what) {
        String value = what.equals("digits") ? "9".repeat(3000) : "[".repeat(500) + "]".repeat(500);
        api.on("/domains/acme1", "{\"domain\":\"acme1\",\"x\":" + value + "}");
        assertThat(call("domains?operation=get&domain=acme1").getException()).isInstanceOf(EgnyteMspException.class)
                .hasMessageNotContaining("999");
    }

    @Test
    void somethingElseThanAnObjectInAListIsKept() {
        api.on("/domains", "{\"next\":null,\"count\":2,\"results\":[17,{\"domain\":\"acme1\"}]}");
        Exchange exchange = call("domains");
        List<?> domains = exchange.getMessage().getBody(List.class);
        assertThat(domains).extracting(domain -> ((Domain) domain).domain()).containsExactly(null, "acme1");
        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo("[17,{\"domain\":\"acme1\"}]");
    }

    @ParameterizedTest
    @ValueSource(strings = { "enabled", "ENABLED", "Enabled" })
    void theStatusOfAWebhookIsReadWithoutRegardToCase(String status) {
        api.on("/webhooks/1", "{\"webhook_id\":\"1\",\"status\":\"" + status + "\"}");
        Webhook webhook = call("webhooks?operation=get&webhookId=1").getMessage().getBody(Webhook.class);
        assertThat(webhook.isEnabled()).isTrue();
        assertThat(webhook.isDisabled()).isFalse();
        assertThat(webhook.status()).isEqualTo(status);
    }

    @Test
    void aStatusThatIsNotDocumentedIsNeither() {
        api.on("/webhooks/1",
                "{\"webhook_id\":\"1\",\"status\":\"active\",\"auth_header_value\":\"proof\",\"newSecret\":\"x-y-z\"}");
        Webhook webhook = call("webhooks?operation=get&webhookId=1").getMessage().getBody(Webhook.class);
        assertThat(webhook.isEnabled()).isFalse();
        assertThat(webhook.isDisabled()).isFalse();
        assertThat(webhook.toString()).doesNotContain("proof").doesNotContain("x-y-z");
    }
}
