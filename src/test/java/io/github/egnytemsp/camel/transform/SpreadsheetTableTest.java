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
package io.github.egnytemsp.camel.transform;

import java.math.BigDecimal;
import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.egnytemsp.camel.model.Domain;
import io.github.egnytemsp.camel.model.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SpreadsheetTableTest {

    private static List<Object> row(ObjectNode domain) {
        return SpreadsheetTable
                .rows(List.of(Domain.fromJson(domain)), "domain, planName", "monthlyCost, allocatedStorage|availableStorage")
                .get(0);
    }

    private static ObjectNode domain(String name) {
        return Json.mapper().createObjectNode().put("domain", name);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "=HYPERLINK(\"http://x\")", "@SUM(1+1)", "+1", "-1", "-2+3+cmd|' /C calc'!A0", "  =1", "\u00A0=1", "\u200B=1",
            "\uFEFF=1", "'=1", "\"=1", "' \"=1", "＝1", "＋1", "－1", "＠SUM(1)", "﹦1", "\u22121" })
    void aTextThatCouldBeAFormulaIsNone(String text) {
        assertThat(row(domain(text)).get(0)).isEqualTo("'" + text.strip());
    }

    @ParameterizedTest
    @CsvSource({ "a\t=1,a =1", "\t=1,'''=1'", "\r\n+1,'''+1'", "a;=1,'a;''=1'", "a; @b;c,'a;'' @b;c'" })
    void neitherIsOneBehindWhatEndsACell(String text, String safe) {
        assertThat(row(domain(text)).get(0)).isEqualTo(safe);
    }

    @ParameterizedTest
    @ValueSource(strings = { "acme", "acme-1", "a+b=c", "Größe \"XL\", groß", "1", "", "株式会社" })
    void everyOtherTextIsAsItCame(String text) {
        assertThat(row(domain(text)).get(0)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = { "10.10", "-12.50", "12345678.90", "123456789012345678.01", "0" })
    void aNumberIsAsItCame(String number) throws Exception {
        ObjectNode sent = (ObjectNode) Json.mapper().readTree("{\"monthlyCost\":" + number + "}");
        assertThat(row(sent).get(2)).isEqualTo(new BigDecimal(number)).hasToString(number);
        assertThat(row(domain("acme").put("monthlyCost", number)).get(2)).isEqualTo(new BigDecimal(number));
    }

    @Test
    void whatIsNoNumberIsAText() {
        assertThat(row(domain("acme").put("monthlyCost", "=1+1")).get(2)).isEqualTo("'=1+1");
    }

    @Test
    void aMissingValueIsEmpty() {
        assertThat(row(domain("acme").putNull("planName").put("availableStorage", 7)))
                .containsExactly("acme", null, null, new BigDecimal(7));
    }

    @Test
    void aLongTextOfBlanksCostsNoTime() {
        assertThat(row(domain("x;" + " ;".repeat(200_000))).get(0)).asString().startsWith("x; ;");
    }
}
