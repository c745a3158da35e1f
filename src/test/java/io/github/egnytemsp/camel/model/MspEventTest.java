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
package io.github.egnytemsp.camel.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

class MspEventTest {

    private static MspEvent event(String json) throws MalformedEventException {
        return MspEvent.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void everyDocumentedFieldIsRead() throws Exception {
        MspEvent event = event("""
                {"event_type":"RESELLER_LINK_NFR_MANUALLY","reseller_code":"R-7","first_name":"Dana","last_name":"Example",
                 "email":"dana@msp.example","company_name":"MSP Example","transaction_timestamp":"2026-11-01T10:15:30Z",
                 "event_created_by":"staff","is_event_by_staff_user":true,
                 "nfr_domain_name":"acmemsp","nfr_plan":"NFR","power_users":5,"storage":100}""");

        assertThat(event.type()).isEqualTo(MspEventType.RESELLER_LINK_NFR_MANUALLY);
        assertThat(event.eventType()).isEqualTo("RESELLER_LINK_NFR_MANUALLY");
        assertThat(event.resellerCode()).isEqualTo("R-7");
        assertThat(event.reseller())
                .isEqualTo(new Reseller("R-7", "Dana", "Example", "dana@msp.example", "MSP Example"));
        assertThat(event.transactionTimestamp()).isEqualTo(Instant.parse("2026-11-01T10:15:30Z"));
        assertThat(event.createdBy()).isEqualTo("staff");
        assertThat(event.byStaffUser()).isTrue();
        assertThat(event.attributes()).contains(entry("power_users", 5), entry("storage", 100));
        assertThat(event.attributes().keySet()).startsWith("event_type", "reseller_code").endsWith("power_users", "storage");
    }

    @Test
    void unknownTypesAndFieldsSurvive() throws Exception {
        MspEvent event
                = event("{\"event_type\":\"SOMETHING_NEW\",\"price\":10.50,\"n\":[{\"x\":null}],\"big\":12345678901234567890}");

        assertThat(event.type()).isEqualTo(MspEventType.UNKNOWN);
        assertThat(event.eventType()).isEqualTo("SOMETHING_NEW");
        assertThat(event.attributes()).contains(entry("price", new BigDecimal("10.50")),
                entry("big", new BigInteger("12345678901234567890")));
        assertThat(event.attributes().get("n")).asInstanceOf(LIST).hasSize(1);
        assertThat(event.transactionTimestamp()).isNull();
        assertThat(event.reseller().email()).isNull();
        assertThat(event.byStaffUser()).isFalse();
    }

    @Test
    void fieldsOfAnUnexpectedTypeDoNoHarm() throws Exception {
        MspEvent event = event("{\"event_type\":\"USER_ADDED\",\"reseller_code\":17,\"email\":{\"a\":1},\"first_name\":null,"
                               + "\"transaction_timestamp\":[1],\"is_event_by_staff_user\":\"perhaps\"}");

        assertThat(event.resellerCode()).isEqualTo("17");
        assertThat(event.reseller().email()).isEqualTo("{\"a\":1}");
        assertThat(event.reseller().firstName()).isNull();
        assertThat(event.transactionTimestamp()).isNull();
        assertThat(event.byStaffUser()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
            "2026-11-01T10:15:30Z, 2026-11-01T10:15:30Z",
            "2026-11-01T10:15:30.123Z, 2026-11-01T10:15:30.123Z",
            "2026-11-01T10:15:30+02:00, 2026-11-01T08:15:30Z",
            "2026-11-01T10:15:30+0200, 2026-11-01T08:15:30Z",
            "2026-11-01T10:15:30, 2026-11-01T10:15:30Z",
            "2026-11-01 10:15:30, 2026-11-01T10:15:30Z",
            "2026-11-01T10:15Z, 2026-11-01T10:15:00Z",
            "2028-02-29T23:59:59Z, 2028-02-29T23:59:59Z",
            "2026-11-01t10:15:30z, 2026-11-01T10:15:30Z",
            "' 2026-11-01T10:15:30Z ', 2026-11-01T10:15:30Z",
            "yesterday, ",
            "2026-11-01T10:15:30X, ",
            "2026-11-01T10:15:60Z, ",
            "2026-02-30T10:15:30Z, 2026-02-28T10:15:30Z",
            "2026-11-01T24:00:00Z, 2026-11-02T00:00:00Z",
            "2026-13-01T10:15:30Z, " })
    void timestampsAreReadTolerantly(String text, Instant expected) throws Exception {
        assertThat(event("{\"event_type\":\"A\",\"transaction_timestamp\":\"" + text + "\"}").transactionTimestamp())
                .isEqualTo(expected);
    }

    @Test
    void idIsTheSameWhateverTheOrderAndTheWhiteSpace() throws Exception {
        String id = event("{\"event_type\":\"USER_ADDED\",\"a\":{\"x\":1.0,\"y\":\"\u20ac\"}}").id();

        assertThat(event(" {\"a\" : {\"y\":\"\\u20ac\",\n\"x\":1 }, \"event_type\":\"USER_ADDED\"}").id()).isEqualTo(id);
        assertThat(id).isEqualTo(EventId.ofBytes(
                "{\"a\":{\"x\":1,\"y\":\"\u20ac\"},\"event_type\":\"USER_ADDED\"}".getBytes(StandardCharsets.UTF_8)));
        assertThat(event("{\"event_type\":\"USER_ADDED\",\"a\":{\"x\":1.1,\"y\":\"\u20ac\"}}").id()).isNotEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"event_type\":\"A\",\"n\":9007199254740993}", "{\"event_type\":\"A\",\"n\":1,\"n\":2}",
            "{\"event_type\":\"A\",\"n\":{\"m\":1,\"m\":1}}", "{\"event_type\":\"A\",\"n\":\"\\ud800\"}",
            "{\"event_type\":\"A\",\"n\":1e999}", "{\"event_type\":\"A\",\"n\":0.30000000000000000001}" })
    void idIsTheHashOfTheBytesWhereTheCanonicalFormWouldNotKeepEventsApart(String json) throws Exception {
        assertThat(event(json).id()).isEqualTo(EventId.ofBytes(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void eventsAreKeptApartByEveryDigit() throws Exception {
        assertThat(List.of("9007199254740992", "9007199254740993", "9007199254740994", "0.1", "0.10000000000000000001"))
                .extracting(number -> event("{\"event_type\":\"A\",\"n\":" + number + "}").id()).doesNotHaveDuplicates();
    }

    @Test
    void hugeExponentsCostNothing() throws Exception {
        MspEvent event = event("{\"event_type\":\"A\",\"n\":1e999999999,\"m\":1e-999999999}");
        assertThat(event.id()).hasSize(64);
        assertThat(event.attributes()).containsKey("n");
    }

    @ParameterizedTest
    @ValueSource(ints = { 300, 50_000 })
    void nestingBeyondReasonIsMalformed(int depth) {
        String deep = "{\"event_type\":\"A\",\"n\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
        assertThatThrownBy(() -> event(deep)).isInstanceOf(MalformedEventException.class)
                .hasMessageContaining("nested too deeply");
    }

    @ParameterizedTest
    @ValueSource(ints = { 1_100, 130_000 })
    void numbersThatCostTooMuchToReadAreMalformed(int digits) {
        for (String number : List.of("9".repeat(digits), "0." + "9".repeat(digits), "-" + "9".repeat(digits) + "e-3")) {
            assertThatThrownBy(() -> event("{\"event_type\":\"A\",\"n\":" + number + "}"))
                    .isInstanceOf(MalformedEventException.class)
                    .hasMessageContaining("too long a number").hasMessageNotContaining("999");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "10.10", "12345678.90", "123456789012345678.01", "1e3", "-0.0", "1E-2", "{\"a\":[1.10,1e3]}" })
    void aNumberKeepsItsDigitsInTheTextForPeople(String number) throws Exception {
        assertThat(event("{\"event_type\":\"A\",\"amount\":" + number + "}").texts())
                .containsExactly(entry("event_type", "A"), entry("amount", number));
    }

    @Test
    void aTextForPeopleIsOneLineWithNothingHidden() throws Exception {
        assertThat(event("{\"event_type\":\"A\",\"none\":null,\"yes\":true,\"a\\r\\nb\":\"x\\u0000\\r\\ny\\u2028z\","
                         + "\"turned\":\" \\u202Eabc\\u2066\\ud83d \",\"family\":\"👨\u200D👩\"}")
                .texts())
                .containsExactly(
                        entry("event_type", "A"), entry("none", ""), entry("yes", "true"), entry("a  b", "x   y z"),
                        entry("turned", "abc\uFFFD"), entry("family", "👨\u200D👩"));
    }

    @Test
    void messagesDoNotQuoteTheBody() {
        assertThatThrownBy(() -> event("{\"event_type\":\"A\",\"email\":dana@msp.example}"))
                .isInstanceOf(MalformedEventException.class).hasMessageNotContaining("dana");
        assertThatThrownBy(() -> event("dana@msp.example")).hasMessageNotContaining("dana").hasNoCause();
    }

    @Test
    void printedFormHasNoPersonalData() throws Exception {
        assertThat(event("{\"event_type\":\"USER_ADDED\",\"email\":\"dana@msp.example\"}").toString())
                .contains("USER_ADDED").doesNotContain("dana");
    }

    @Test
    void theDocumentedTypesAreTwenty() {
        assertThat(MspEventType.names()).hasSize(20).doesNotContain("UNKNOWN").allMatch(MspEventType::isWellFormed);
    }
}
