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

import io.github.egnytemsp.camel.psa.Addition;
import io.github.egnytemsp.camel.psa.ExampleTicketServer;
import io.github.egnytemsp.camel.psa.PsaServer;
import io.github.egnytemsp.camel.psa.QuantityChange;
import io.github.egnytemsp.camel.psa.Step;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** routes/agreements-template.yaml */
class AgreementsTemplateTest extends AgreementAdapters {

    private ExampleTicketServer example;

    AgreementsTemplateTest() {
        super("mytickets", 7, "agreements-template", "sink-tickets-template");
    }

    @Override
    PsaServer startSystem() throws Exception {
        example = new ExampleTicketServer();
        return example;
    }

    @Override
    void put(Addition line) {
        example.putAddition(line);
    }

    @Override
    BigDecimal quantity(int line) {
        return example.addition(agreement(), line).quantity();
    }

    @Override
    List<QuantityChange> changes() {
        return example.quantityChanges();
    }

    @Test
    void everyPageIsRead() throws Exception {
        for (int line = 100; line < 172; line++) {
            put(Addition.of(line, agreement(), "Power users", "20", "1"));
        }
        mapping("acme1,12,7,171,powerUsers");
        assertThat(compare().get("agree").intValue()).isEqualTo(1);
        assertThat(example.calls(Step.ADDITIONS)).as("75 of 25, and a page without any").isEqualTo(4);
    }
}
