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
package io.github.egnytemsp.camel.routes;

import java.math.BigDecimal;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.egnytemsp.camel.psa.Addition;
import io.github.egnytemsp.camel.psa.Fault;
import io.github.egnytemsp.camel.psa.HaloPsaServer;
import io.github.egnytemsp.camel.psa.PsaServer;
import io.github.egnytemsp.camel.psa.QuantityChange;
import io.github.egnytemsp.camel.psa.Step;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** routes/agreements-halopsa.yaml */
class AgreementsHaloPsaTest extends AgreementAdapters {

    private HaloPsaServer halo;

    AgreementsHaloPsaTest() {
        super("halopsa", -94, "agreements-halopsa", "halopsa-call", "sink-halopsa");
    }

    @Override
    PsaServer startSystem() throws Exception {
        halo = new HaloPsaServer();
        return halo;
    }

    @Override
    void put(Addition line) {
        halo.invoices().put(line);
    }

    @Override
    BigDecimal quantity(int line) {
        return line(line).get("qty_order").decimalValue();
    }

    private JsonNode line(int id) {
        for (JsonNode line : halo.invoices().lines(agreement())) {
            if (line.get("id").intValue() == id) {
                return line;
            }
        }
        return null;
    }

    @Override
    List<QuantityChange> changes() {
        return halo.invoices().changes();
    }

    @Test
    void nothingButTheQuantityOfTheLineChanges() {
        JsonNode before = halo.invoices().lines(agreement());
        approve(proposal());
        JsonNode after = halo.invoices().lines(agreement());
        ((ObjectNode) before.get(1)).set("qty_order", after.get(1).get("qty_order"));
        assertThat(after.toString()).isEqualTo(before.toString());
    }

    @Test
    void aLineThatHaloPsaCountsIsComparedAndNotWritten() {
        halo.invoices().count(agreement(), 31);
        JsonNode failed = approve(proposal());
        assertThat(failed.get("state").textValue()).isEqualTo("failed");
        assertThat(failed.get("note").textValue()).contains("HaloPSA counts the quantity of line 31 itself");
        assertThat(changes()).isEmpty();
    }

    @Test
    void noLineOfADisabledInvoiceIsCompared() {
        halo.invoices().disable(agreement());
        assertThat(compare().get("unknown").get(0).get("reason").textValue()).endsWith("has ended");
    }

    @Test
    void anAnswerWithoutLinesIsNoInvoiceWithoutLines() {
        halo.failOnce(Step.ADDITIONS, Fault.answer(200, "{\"id\":-94}"));
        assertThat(compare().get("unknown").get(0).get("reason").textValue())
                .contains("cannot be read", "HaloPSA did not answer with recurring invoice -94 and its lines");
    }

    @Test
    void aTokenThatIsRefusedIsAskedForAgain() {
        JsonNode seen = proposal();
        halo.revokeTokens();
        assertThat(approve(seen).get("state").textValue()).isEqualTo("applied");
        assertThat(halo.calls(Step.LOGIN)).isEqualTo(2);
    }
}
